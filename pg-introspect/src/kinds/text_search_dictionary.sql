SELECT d.oid, d.dictname, d.dictnamespace, d.dictowner, t.tmplname, t.tmplnamespace, d.dictinitoption
FROM pg_catalog.pg_ts_dict d JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate
WHERE d.dictnamespace {scope}
