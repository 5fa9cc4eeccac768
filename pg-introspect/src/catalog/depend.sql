-- Four fifths of pg_depend repeat what other catalogs say. Kept are:
--  * whatever refuses a drop (n);
--  * everything of the other classes (rewrite rules, routines, policies, extensions);
--  * what the sequences belong to;
--  * what expressions of indexes, statistics, exclusion constraints and (before 15) of generated columns stand on.
-- Nothing is kept towards schemas, which ids name, but what extensions say. Objects of the system are below 16384, and nothing
-- depends on them on record from 14 on. Class and oid are one number, and so are the two columns, because fields are what many
-- rows cost.
SELECT (d.classid::bigint << 32) | d.objid::bigint, (d.refclassid::bigint << 32) | d.refobjid::bigint,
       (d.objsubid << 16) | (d.refobjsubid & 65535), d.deptype
FROM pg_catalog.pg_depend d
WHERE d.objid >= 16384 AND d.refobjid >= 16384 AND (d.refclassid <> 2615 OR d.classid = 3079)
  AND (d.deptype = 'n'
    OR d.classid NOT IN (1247, 1259, 2604, 2606, 2620, 3381)
    OR d.deptype IN ('e', 'x')
    OR d.classid = 1259 AND d.objsubid > 0 AND d.deptype = 'a'
    OR d.classid = 1259 AND d.refclassid = 1259 AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
       AND d.objid IN (SELECT s.seqrelid FROM pg_catalog.pg_sequence s)
    OR d.classid = 1259 AND d.refobjsubid > 0 AND d.deptype = 'a'
       AND d.objid IN (SELECT i.indexrelid FROM pg_catalog.pg_index i
                       WHERE i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
    OR d.classid = 3381 AND d.refobjsubid > 0 AND d.deptype = 'a'
       AND d.objid IN (SELECT s.oid FROM pg_catalog.pg_statistic_ext s WHERE s.stxexprs IS NOT NULL)
    OR d.classid = 2606 AND d.refobjsubid > 0 AND d.deptype = 'a'
       AND d.objid IN (SELECT k.oid FROM pg_catalog.pg_constraint k WHERE k.contype = 'x'))
