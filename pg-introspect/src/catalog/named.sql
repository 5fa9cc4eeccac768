-- Small catalogs that are only referred to: access methods, languages, tablespaces, collations. A collation's name is
-- written as in an expression.
SELECT 2601, a.oid, a.amname::text FROM pg_catalog.pg_am a
UNION ALL
SELECT 2612, l.oid, l.lanname::text FROM pg_catalog.pg_language l
UNION ALL
SELECT 1213, s.oid, s.spcname::text FROM pg_catalog.pg_tablespace s
UNION ALL
SELECT 3456, c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.collname)
FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
