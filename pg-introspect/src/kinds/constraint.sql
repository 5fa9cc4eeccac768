-- Constraints of tables and domains, but no NOT NULL and no clones of a partitioned table's foreign keys. A check that is
-- only inherited has no text of its own.
SELECT k.oid, k.conrelid, k.contypid, k.conname, k.contype, k.condeferrable, k.condeferred, k.convalidated,
       [[18+ k.conenforced else true]], k.connoinherit, k.conislocal, k.conindid, k.confrelid, k.conkey, k.confkey,
       k.confmatchtype, k.confupdtype, k.confdeltype, [[15+ k.confdelsetcols else NULL]], [[18+ k.conperiod else false]],
       CASE k.contype
           WHEN 'c' THEN CASE WHEN k.conislocal OR k.contypid <> 0 THEN pg_get_expr(k.conbin, k.conrelid) END
           WHEN 'x' THEN pg_get_constraintdef(k.oid)
       END
FROM pg_catalog.pg_constraint k
WHERE k.connamespace {scope} AND k.contype <> 'n' AND (k.conparentid = 0 OR k.contype <> 'f')
