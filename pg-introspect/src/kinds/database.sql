-- The database that is read. What a role has in it is the role's.
SELECT d.oid, d.datdba, d.datacl, CASE WHEN d.datacl IS NOT NULL THEN acldefault('d', d.datdba) END, d.datconnlimit,
       (SELECT s.setconfig FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = d.oid AND s.setrole = 0),
       (SELECT c.description FROM pg_catalog.pg_shdescription c WHERE c.classoid = 1262 AND c.objoid = d.oid)
FROM pg_catalog.pg_database d
WHERE d.datname = current_database()
