SELECT t.oid, t.typname, t.typnamespace, t.typowner, t.typacl,
       CASE WHEN t.typacl IS NOT NULL THEN acldefault('T', t.typowner) END, format_type(r.rngsubtype, NULL),
       CASE WHEN NOT o.opcdefault THEN o.oid END, r.rngcollation, s.typcollation, r.rngcanonical::oid, r.rngsubdiff::oid,
       m.oid, m.typname, m.typnamespace
FROM pg_catalog.pg_range r
     JOIN pg_catalog.pg_type t ON t.oid = r.rngtypid
     JOIN pg_catalog.pg_type s ON s.oid = r.rngsubtype
     JOIN pg_catalog.pg_type m ON m.oid = r.rngmultitypid
     JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
WHERE t.typnamespace {scope}
