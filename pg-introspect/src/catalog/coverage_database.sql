-- What is in no schema and belongs to no kind of the model. The system's own objects are below 16384.
SELECT 'pg_db_role_setting', 2964, s.setrole,
       'settings of database ' || quote_ident(d.datname)
       || coalesce(' for role ' || (SELECT quote_ident(r.rolname) FROM pg_catalog.pg_roles r WHERE r.oid = s.setrole), '')
FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
WHERE d.datname = current_database()
UNION ALL
SELECT 'pg_database', 1262, d.oid, 'privileges on database ' || quote_ident(d.datname)
FROM pg_catalog.pg_database d
WHERE d.datname = current_database() AND d.datacl <> acldefault('d', d.datdba)
UNION ALL
SELECT 'pg_shdescription', 1262, d.oid, 'comment on database ' || quote_ident(d.datname)
FROM pg_catalog.pg_database d JOIN pg_catalog.pg_shdescription s ON s.objoid = d.oid AND s.classoid = 1262
WHERE d.datname = current_database()
