-- The row types of relations, with their arrays: what depends on one depends on the relation.
SELECT t.oid, t.typrelid, t.typarray, t.typacl,
       CASE WHEN t.typacl IS NOT NULL THEN acldefault('T', t.typowner) END
FROM pg_catalog.pg_type t
WHERE t.typtype = 'c' AND t.typnamespace {scope}
