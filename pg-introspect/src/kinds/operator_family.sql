-- Of the system's families those that somebody added something to, as a class of one's own or not.
SELECT f.oid, f.opfname, f.opfnamespace, f.opfowner, a.amname
FROM pg_catalog.pg_opfamily f JOIN pg_catalog.pg_am a ON a.oid = f.opfmethod
WHERE f.opfnamespace {scope} OR f.oid < 16384 AND (
    EXISTS (SELECT FROM pg_catalog.pg_amop m WHERE m.amopfamily = f.oid AND m.oid >= 16384)
    OR EXISTS (SELECT FROM pg_catalog.pg_amproc m WHERE m.amprocfamily = f.oid AND m.oid >= 16384)
)
