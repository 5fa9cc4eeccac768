-- Ordinary roles may read these columns, but on some hosts not even those. Where it connects to (`subconninfo`) nobody reads.
SELECT s.oid, s.subname, s.subowner, s.subenabled, s.subbinary, [[16+ s.substream else CASE WHEN s.substream THEN 't' ELSE 'f' END]],
       s.subslotname, s.subsynccommit, s.subpublications, [[15+ s.subtwophasestate <> 'd' else false]],
       [[15+ s.subdisableonerr else false]], [[16+ NOT s.subpasswordrequired else false]], [[16+ s.subrunasowner else false]],
       [[16+ s.suborigin = 'none' else false]], [[17+ s.subfailover else false]]
FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
WHERE d.datname = current_database()
