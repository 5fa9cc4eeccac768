-- Tables, views, materialized views, foreign tables and composite types; toast tables for their options alone.
-- Of a foreign table the server, and the options after it.
-- A bound is deparsed with relation 0: it holds no columns, and with one the server would open and lock the table.
-- What a foreign key or a partition outside points at is read for its name.
SELECT c.oid, c.relname, c.relnamespace, c.relkind, c.relowner, c.relpersistence, c.relam, c.reltablespace,
       c.reltoastrelid, c.reloftype, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relispopulated,
       c.relispartition, c.reloptions, c.relacl,
       CASE WHEN c.relacl IS NOT NULL THEN acldefault('r', c.relowner) END,
       CASE WHEN c.relispartition AND c.relkind IN ('r', 'p', 'f') THEN pg_get_expr(c.relpartbound, 0) END,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
       CASE WHEN c.relkind = 'f' THEN (SELECT array_prepend(s.srvname::text, f.ftoptions)
                                       FROM pg_catalog.pg_foreign_table f
                                       JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
                                       WHERE f.ftrelid = c.oid) END
FROM pg_catalog.pg_class c
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relnamespace {scope}
   OR c.relkind = 't' AND c.reloptions IS NOT NULL
