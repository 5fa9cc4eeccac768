SELECT t.oid, t.tmplname, t.tmplnamespace, t.tmplinit::oid, t.tmpllexize::oid
FROM pg_catalog.pg_ts_template t
WHERE t.tmplnamespace {scope}
