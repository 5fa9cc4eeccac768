-- Those below 16384 came with the cluster.
SELECT r.oid, r.rolname, r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolinherit, r.rolcanlogin, r.rolreplication, r.rolbypassrls,
       r.rolconnlimit, nullif(r.rolvaliduntil, 'infinity'), r.rolconfig, c.description
FROM pg_catalog.pg_roles r
     LEFT JOIN pg_catalog.pg_shdescription c ON c.classoid = 1260 AND c.objoid = r.oid
WHERE r.oid >= 16384
