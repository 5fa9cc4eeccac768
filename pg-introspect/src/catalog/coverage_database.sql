-- What is in no schema and belongs to no kind of the model. The system's own objects are below 16384.
SELECT f.catalog, f.class, f.oid, pg_describe_object(f.class, f.oid, 0)
FROM (
    -- What somebody added to a family of the system.
    SELECT 'pg_amop', 2602::oid, a.oid FROM pg_catalog.pg_amop a WHERE a.oid >= 16384 AND a.amopfamily < 16384
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 2602 AND d.objid = a.oid AND d.refclassid = 2616)
    UNION ALL
    SELECT 'pg_amproc', 2603, a.oid FROM pg_catalog.pg_amproc a WHERE a.oid >= 16384 AND a.amprocfamily < 16384
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 2603 AND d.objid = a.oid AND d.refclassid = 2616)
) f (catalog, class, oid)
UNION ALL
SELECT 'pg_db_role_setting', 2964, s.setrole,
       'settings of database ' || quote_ident(d.datname) || ' for role '
       || coalesce((SELECT quote_ident(r.rolname) FROM pg_catalog.pg_roles r WHERE r.oid = s.setrole), s.setrole::text)
FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
WHERE d.datname = current_database() AND s.setrole <> 0
