SELECT s.seqrelid, c.relname, c.relnamespace, c.relowner, c.relpersistence, s.seqtypid, s.seqstart, s.seqincrement,
       s.seqmin, s.seqmax, s.seqcache, s.seqcycle, c.relacl,
       CASE WHEN c.relacl IS NOT NULL THEN acldefault('s', c.relowner) END
FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
WHERE c.relnamespace {scope}
