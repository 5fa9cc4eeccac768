SELECT l.oid, l.lanname, l.lanowner, l.lanacl, CASE WHEN l.lanacl IS NOT NULL THEN acldefault('l', l.lanowner) END,
       l.lanpltrusted, l.lanplcallfoid, l.laninline, l.lanvalidator
FROM pg_catalog.pg_language l
WHERE l.oid >= 16384
