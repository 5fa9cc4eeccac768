-- Members of extensions whose privileges somebody changed: they are not as the extension's script left them.
SELECT 'pg_init_privs', m.classid, m.objid, 'privileges on ' || pg_describe_object(m.classid, m.objid, 0)
FROM (
    SELECT d.classid, d.objid, coalesce(c.relacl, p.proacl, t.typacl, n.nspacl) AS acl
    FROM pg_catalog.pg_depend d
         LEFT JOIN pg_catalog.pg_class c ON d.classid = 1259 AND c.oid = d.objid
         LEFT JOIN pg_catalog.pg_proc p ON d.classid = 1255 AND p.oid = d.objid
         LEFT JOIN pg_catalog.pg_type t ON d.classid = 1247 AND t.oid = d.objid
         LEFT JOIN pg_catalog.pg_namespace n ON d.classid = 2615 AND n.oid = d.objid
    WHERE d.refclassid = 3079 AND d.deptype = 'e' AND d.classid IN (1247, 1255, 1259, 2615) AND d.objid >= 16384
) m LEFT JOIN pg_catalog.pg_init_privs i ON i.classoid = m.classid AND i.objoid = m.objid AND i.objsubid = 0
WHERE m.acl IS DISTINCT FROM i.initprivs
