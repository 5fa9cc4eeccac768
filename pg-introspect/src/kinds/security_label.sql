-- Labels of objects of the database, and of the database[[cluster+ , roles and tablespaces]].
SELECT l.provider, l.classoid, l.objoid, l.objsubid, l.label, pg_describe_object(l.classoid, l.objoid, l.objsubid)
FROM (
    SELECT provider, classoid, objoid, objsubid, label FROM pg_catalog.pg_seclabel
    UNION ALL
    SELECT s.provider, s.classoid, s.objoid, 0, s.label
    FROM pg_catalog.pg_shseclabel s LEFT JOIN pg_catalog.pg_database d ON s.classoid = 1262 AND s.objoid = d.oid
    WHERE d.datname = current_database() [[cluster+ OR s.classoid IN (1213, 1260)]]
) l
