-- What is in no schema and belongs to no kind of the model. The system's own objects are below 16384.
SELECT 'pg_db_role_setting', 2964, s.setrole,
       'settings of database ' || quote_ident(d.datname) || ' for role '
       || coalesce((SELECT quote_ident(r.rolname) FROM pg_catalog.pg_roles r WHERE r.oid = s.setrole), s.setrole::text)
FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
WHERE d.datname = current_database() AND s.setrole <> 0
