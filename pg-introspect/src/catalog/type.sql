-- Every type of every schema but row types and arrays: any of them may be the type of a column. Arrays have the collation
-- of their elements.
SELECT t.oid, t.typname, t.typnamespace, t.typtype, t.typarray, t.typbasetype, t.typcollation, t.typstorage,
       t.typispreferred, t.typnotnull, t.typisdefined, t.typowner, t.typacl,
       CASE WHEN t.typacl IS NOT NULL THEN acldefault('T', t.typowner) END,
       CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
       CASE WHEN t.typtype = 'd' THEN pg_get_expr(t.typdefaultbin, 0) END
FROM pg_catalog.pg_type t
WHERE t.typtype <> 'c' AND NOT (t.typcategory = 'A' AND t.typelem <> 0 AND t.typarray = 0)
