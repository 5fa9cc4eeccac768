SELECT p.oid, p.pubname, p.pubowner, p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
       [[18+ p.pubgencols = 's' else false]]
FROM pg_catalog.pg_publication p
