-- Of the system's families those that somebody added something to.
SELECT f.oid, f.opfname, f.opfnamespace, f.opfowner, a.amname
FROM pg_catalog.pg_opfamily f JOIN pg_catalog.pg_am a ON a.oid = f.opfmethod
WHERE f.opfnamespace {scope} OR f.oid < 16384 AND EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.refclassid = 2753 AND d.refobjid = f.oid AND d.classid IN (2602, 2603) AND d.objid >= 16384
)
