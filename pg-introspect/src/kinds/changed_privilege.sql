-- What came with an extension or with PostgreSQL, where its privileges are not as that left them. `public` is one of the
-- database's own schemas; and of the information schema no catalog says how it was (pg_dump leaves it out, too).
WITH came AS (
    SELECT d.classid AS class, d.objid AS oid FROM pg_catalog.pg_depend d WHERE d.refclassid = 3079 AND d.deptype = 'e'
    UNION SELECT 1259, c.oid FROM pg_catalog.pg_class c WHERE c.oid < 16384 AND c.relnamespace = 11
    UNION SELECT 1255, p.oid FROM pg_catalog.pg_proc p WHERE p.oid < 16384 AND p.pronamespace = 11
    UNION SELECT 1247, t.oid FROM pg_catalog.pg_type t WHERE t.oid < 16384 AND t.typnamespace = 11
    UNION SELECT 2612, l.oid FROM pg_catalog.pg_language l WHERE l.oid < 16384
    UNION SELECT 2615, 11
), came_relation AS (
    SELECT c.* FROM came JOIN pg_catalog.pg_class c ON came.class = 1259 AND c.oid = came.oid
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
)
SELECT m.class, m.oid, m.kind, n.nspname, m.name, m.arguments, m.attribute, m.owner,
       coalesce(m.acl, m.usual), coalesce(i.initprivs, m.usual), pg_describe_object(m.class, m.oid, m.number)
FROM (
    SELECT 1259::oid AS class, c.oid, 0 AS number,
           CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized_view' WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind,
           c.relnamespace AS namespace, c.relname AS name, NULL::text[] AS arguments, NULL::name AS attribute, c.relowner AS owner,
           c.relacl AS acl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner) AS usual
    FROM came_relation c
    UNION ALL
    SELECT 1259, c.oid, a.attnum, 'column', c.relnamespace, c.relname, NULL, a.attname, c.relowner, a.attacl,
           acldefault('c', c.relowner)
    FROM came_relation c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
    UNION ALL
    SELECT 1255, p.oid, 0, CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
           p.pronamespace, p.proname,
           ARRAY(SELECT format_type(u.type, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY u(type, at) ORDER BY u.at), NULL,
           p.proowner, p.proacl, acldefault('f', p.proowner)
    FROM came JOIN pg_catalog.pg_proc p ON came.class = 1255 AND p.oid = came.oid
    UNION ALL
    SELECT 1247, t.oid, 0,
           CASE WHEN t.typtype = 'e' THEN 'enum' WHEN t.typtype = 'd' THEN 'domain' WHEN t.typtype = 'b' THEN 'base_type'
                WHEN t.typtype = 'r' THEN 'range' WHEN r.relkind = 'c' THEN 'composite_type' END,
           t.typnamespace, t.typname, NULL, NULL, t.typowner, t.typacl, acldefault('T', t.typowner)
    FROM came JOIN pg_catalog.pg_type t ON came.class = 1247 AND t.oid = came.oid
         LEFT JOIN pg_catalog.pg_class r ON r.oid = t.typrelid
    UNION ALL
    SELECT 2615, s.oid, 0, 'schema', NULL, s.nspname, NULL, NULL, s.nspowner, s.nspacl, acldefault('n', s.nspowner)
    FROM came JOIN pg_catalog.pg_namespace s ON came.class = 2615 AND s.oid = came.oid
    UNION ALL
    SELECT 2612, l.oid, 0, 'language', NULL, l.lanname, NULL, NULL, l.lanowner, l.lanacl, acldefault('l', l.lanowner)
    FROM came JOIN pg_catalog.pg_language l ON came.class = 2612 AND l.oid = came.oid
    UNION ALL
    SELECT 2328, w.oid, 0, 'foreign_data_wrapper', NULL, w.fdwname, NULL, NULL, w.fdwowner, w.fdwacl, acldefault('F', w.fdwowner)
    FROM came JOIN pg_catalog.pg_foreign_data_wrapper w ON came.class = 2328 AND w.oid = came.oid
    UNION ALL
    SELECT 1417, f.oid, 0, 'foreign_server', NULL, f.srvname, NULL, NULL, f.srvowner, f.srvacl, acldefault('S', f.srvowner)
    FROM came JOIN pg_catalog.pg_foreign_server f ON came.class = 1417 AND f.oid = came.oid
) m LEFT JOIN pg_catalog.pg_init_privs i ON i.classoid = m.class AND i.objoid = m.oid AND i.objsubid = m.number
    LEFT JOIN pg_catalog.pg_namespace n ON n.oid = m.namespace
WHERE (m.acl IS NOT NULL OR i.initprivs IS NOT NULL)
  AND coalesce(m.acl, m.usual) IS DISTINCT FROM coalesce(i.initprivs, m.usual)
