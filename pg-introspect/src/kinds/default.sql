-- Only expressions of generated columns hold columns. Without one, relation 0 gives the same text, and the server neither
-- opens nor locks the table.
SELECT d.oid, d.adrelid, d.adnum,
       pg_get_expr(d.adbin, CASE WHEN d.adbin::text LIKE '%{VAR %' THEN d.adrelid ELSE 0 END)
FROM pg_catalog.pg_attrdef d
WHERE d.adrelid IN (SELECT c.oid FROM pg_catalog.pg_class c
                    WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND c.relnamespace {scope})
