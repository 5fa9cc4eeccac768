SELECT 'pg_seclabel', l.classoid, l.objoid,
       'security label of ' || l.provider || ' on ' || pg_describe_object(l.classoid, l.objoid, l.objsubid)
FROM pg_catalog.pg_seclabel l
