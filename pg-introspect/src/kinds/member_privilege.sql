-- Members of extensions whose privileges somebody changed: they are not as the extension's script left them.
SELECT m.class, m.oid, m.owner, coalesce(m.acl, m.usual), coalesce(i.initprivs, m.usual),
       pg_describe_object(m.class, m.oid, 0)
FROM (
    SELECT 1259::oid AS class, c.oid, c.relowner AS owner, c.relacl AS acl,
           acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner) AS usual
    FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL SELECT 1255, p.oid, p.proowner, p.proacl, acldefault('f', p.proowner) FROM pg_catalog.pg_proc p
    UNION ALL SELECT 1247, t.oid, t.typowner, t.typacl, acldefault('T', t.typowner) FROM pg_catalog.pg_type t
    UNION ALL SELECT 2615, n.oid, n.nspowner, n.nspacl, acldefault('n', n.nspowner) FROM pg_catalog.pg_namespace n
) m JOIN pg_catalog.pg_depend d ON d.classid = m.class AND d.objid = m.oid AND d.objsubid = 0
                               AND d.refclassid = 3079 AND d.deptype = 'e'
     LEFT JOIN pg_catalog.pg_init_privs i ON i.classoid = m.class AND i.objoid = m.oid AND i.objsubid = 0
WHERE m.oid >= 16384 AND coalesce(m.acl, m.usual) IS DISTINCT FROM coalesce(i.initprivs, m.usual)
