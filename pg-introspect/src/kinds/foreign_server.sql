SELECT s.oid, s.srvname, s.srvowner, s.srvacl, CASE WHEN s.srvacl IS NOT NULL THEN acldefault('S', s.srvowner) END,
       w.fdwname, s.srvtype, s.srvversion, s.srvoptions
FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
