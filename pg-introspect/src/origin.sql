-- Which database this is, among all there are.
SELECT c.system_identifier::pg_catalog.text, d.oid
FROM pg_catalog.pg_control_system() c
JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()
