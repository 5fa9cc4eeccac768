-- Constraints of tables and domains, but no NOT NULL and no clones of a partitioned table's foreign keys. A check that is
-- only inherited has no text of its own. The flags are one number.
SELECT k.oid, k.conrelid, k.contypid, k.conname, k.contype,
       k.condeferrable::int | (k.condeferred::int << 1) | (k.convalidated::int << 2)
       | ([[18+ k.conenforced else true]]::int << 3) | (k.connoinherit::int << 4) | (k.conislocal::int << 5)
       | ([[18+ k.conperiod else false]]::int << 6),
       k.conindid, k.conkey, nullif(k.confrelid, 0), k.confkey,
       CASE WHEN k.contype = 'f' THEN k.confmatchtype::text || k.confupdtype::text || k.confdeltype::text END,
       [[15+ k.confdelsetcols else NULL]],
       CASE k.contype
           WHEN 'c' THEN CASE WHEN k.conislocal OR k.contypid <> 0 THEN pg_get_expr(k.conbin, k.conrelid) END
           WHEN 'x' THEN pg_get_constraintdef(k.oid)
       END
FROM pg_catalog.pg_constraint k
WHERE k.connamespace {scope} AND k.contype <> 'n' AND (k.conparentid = 0 OR k.contype <> 'f')
