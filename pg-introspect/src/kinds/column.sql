-- Columns of relations, attributes of composite types; of indexes only what is set on them (statistics targets of
-- expressions, options of operator classes). The join drops the system's and the toast tables' columns. What few columns have
-- is one field, NULL for all others, because fields are what half a million rows cost; its last element is what the column is
-- called now, if its row was replaced after the snapshot: see `skew.sql`. `pg_attver` is what newer minor versions note of every
-- column (15.20 does): a position in the log, which differs between equal copies and which nobody can set.
SELECT a.attrelid, a.attnum, a.attname, a.atttypid, format_type(a.atttypid, a.atttypmod), nullif(a.attcollation, 0),
       a.attnotnull, a.attstorage,
       CASE WHEN a.attinhcount > 0 OR a.attidentity <> '' OR a.attgenerated <> '' OR a.attcompression <> ''
                 OR [[17+ a.attstattarget IS NOT NULL else a.attstattarget >= 0]]
                 OR a.attoptions IS NOT NULL
                    AND NOT (cardinality(a.attoptions) = 1 AND a.attoptions[1] LIKE 'pg\_attver=%')
                 OR a.attacl IS NOT NULL OR a.attfdwoptions IS NOT NULL OR a.xmax <> 0
            THEN ARRAY[(a.attinhcount > 0 AND NOT a.attislocal)::text, a.attidentity::text, a.attgenerated::text,
                       a.attcompression::text, [[17+ a.attstattarget else nullif(a.attstattarget, -1)]]::text,
                       a.attoptions::text, a.attacl::text, a.attfdwoptions::text,
                       CASE WHEN a.xmax <> 0
                            THEN (pg_identify_object_as_address(1259, a.attrelid, a.attnum)).object_names::text END]
       END
FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
WHERE a.attnum > 0 AND NOT a.attisdropped
  AND (c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
       AND (c.relnamespace {scope}
            [[some+ OR c.oid IN (SELECT k.confrelid FROM pg_catalog.pg_constraint k
                                 WHERE k.contype = 'f' AND k.connamespace {scope})]])
    OR c.relkind IN ('i', 'I') AND c.relnamespace {scope}
       AND (a.attoptions IS NOT NULL OR [[17+ a.attstattarget IS NOT NULL else a.attstattarget >= 0]]))
