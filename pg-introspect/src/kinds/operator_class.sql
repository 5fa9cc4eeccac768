SELECT c.oid, c.opcname, c.opcnamespace, c.opcowner, a.amname, format_type(c.opcintype, NULL), f.opfname, f.opfnamespace,
       c.opcdefault, CASE WHEN c.opckeytype NOT IN (0, c.opcintype) THEN format_type(c.opckeytype, NULL) END
FROM pg_catalog.pg_opclass c
     JOIN pg_catalog.pg_am a ON a.oid = c.opcmethod
     JOIN pg_catalog.pg_opfamily f ON f.oid = c.opcfamily
WHERE c.opcnamespace {scope}
