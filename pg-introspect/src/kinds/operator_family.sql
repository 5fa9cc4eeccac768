SELECT f.oid, f.opfname, f.opfnamespace, f.opfowner, a.amname
FROM pg_catalog.pg_opfamily f JOIN pg_catalog.pg_am a ON a.oid = f.opfmethod
WHERE f.opfnamespace {scope}
