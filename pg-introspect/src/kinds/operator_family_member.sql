-- Whether a member belongs to a class, or to a family alone, is on record nowhere but in pg_depend, which says nothing of what
-- came with the server (isObjectPinned()): what depends on no class there was added to a family of the system. What an extension
-- added to one is the extension's. An operator that orders depends on the family that it orders by, too.
SELECT m.class, m.oid, coalesce(d.refclassid, 2753::oid), coalesce(d.refobjid, m.family), m.number, format_type(m.lefttype, NULL),
       format_type(m.righttype, NULL), m.function, o.oprname, o.oprnamespace, s.opfname, s.opfnamespace
FROM (
    SELECT 2602::oid, a.oid, a.amopfamily, a.amopstrategy, a.amoplefttype, a.amoprighttype, NULL::text, a.amopopr, a.amopsortfamily,
        2617::oid, a.amopopr
    FROM pg_catalog.pg_amop a WHERE a.oid >= 16384
    UNION ALL
    SELECT 2603::oid, a.oid, a.amprocfamily, a.amprocnum, a.amproclefttype, a.amprocrighttype, a.amproc::regprocedure::text, 0, 0,
        1255::oid, a.amproc
    FROM pg_catalog.pg_amproc a WHERE a.oid >= 16384
) m (class, oid, family, number, lefttype, righttype, function, operator, sort, class_of_what, what)
     LEFT JOIN pg_catalog.pg_depend d ON d.classid = m.class AND d.objid = m.oid
         AND (d.refclassid = 2616 OR d.refclassid = 2753 AND d.refobjid = m.family)
     LEFT JOIN pg_catalog.pg_operator o ON o.oid = m.operator
     LEFT JOIN pg_catalog.pg_opfamily s ON s.oid = m.sort
WHERE d.refobjid IS NOT NULL OR m.family < 16384 AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend e WHERE e.deptype = 'e' AND e.classid = m.class_of_what AND e.objid = m.what
)
