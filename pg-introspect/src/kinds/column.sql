-- Columns of relations, attributes of composite types; of indexes only what is set on them (statistics targets of
-- expressions, options of operator classes). The join drops the system's and the toast tables' columns. Last what a column
-- is called now, if its row was replaced after the snapshot: see `skew.sql`.
SELECT a.attrelid, a.attnum, a.attname, a.atttypid, format_type(a.atttypid, a.atttypmod), a.attcollation,
       a.attnotnull, a.attidentity, a.attgenerated, a.attstorage, a.attcompression,
       a.attislocal, a.attinhcount > 0, [[17+ a.attstattarget else nullif(a.attstattarget, -1)]], a.attoptions, a.attacl,
       CASE WHEN a.xmax <> 0 THEN (pg_identify_object_as_address(1259, a.attrelid, a.attnum)).object_names END
FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
WHERE a.attnum > 0 AND NOT a.attisdropped
  AND (c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
       AND (c.relnamespace {scope}
            OR c.oid IN (SELECT k.confrelid FROM pg_catalog.pg_constraint k
                         WHERE k.contype = 'f' AND k.connamespace {scope}))
    OR c.relkind IN ('i', 'I') AND c.relnamespace {scope}
       AND (a.attoptions IS NOT NULL OR [[17+ a.attstattarget IS NOT NULL else a.attstattarget >= 0]]))
