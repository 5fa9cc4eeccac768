SELECT o.oid, o.opcmethod, o.opcintype, o.opcdefault, o.opckeytype, quote_ident(n.nspname) || '.' || quote_ident(o.opcname)
FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
