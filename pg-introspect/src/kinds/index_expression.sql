-- The expression columns of indexes; as column 0 the whole definition, where only it tells whether an expression has a
-- collation of its own: some collation is at play that is neither none nor the database's. The type is the expression's,
-- unless the operator class stores another.
SELECT i.indexrelid, n.n, pg_get_indexdef(i.indexrelid, n.n, false),
       (SELECT a.atttypid FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attnum = n.n)
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
     CROSS JOIN LATERAL generate_series(0, i.indnkeyatts) n (n)
WHERE c.relnamespace {scope} AND i.indexprs IS NOT NULL AND NOT i.indisexclusion
  AND CASE WHEN n.n > 0 THEN i.indkey[n.n - 1] = 0
      ELSE i.indcollation::text ~ '(^| )(?!(0|100)( |$))[0-9]'
        OR i.indcollation::text ~ '[1-9]' AND i.indexprs::text ~ 'coll(id|Oid) (?!(0|100) )[0-9]'
      END
