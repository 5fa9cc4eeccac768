-- Ordinary roles may read these columns, but on some hosts not even those.
SELECT 'pg_subscription', 6100, s.oid, pg_describe_object(6100, s.oid, 0)
FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
WHERE d.datname = current_database()
