-- The view, because only superusers may read the table. Of options that it hides from the role there is nothing to read.
SELECT m.umid, m.srvname, m.usename, m.umoptions FROM pg_catalog.pg_user_mappings m
