SELECT p.oid, p.prsname, p.prsnamespace, p.prsstart::oid, p.prstoken::oid, p.prsend::oid, p.prsheadline::oid, p.prslextype::oid
FROM pg_catalog.pg_ts_parser p
WHERE p.prsnamespace {scope}
