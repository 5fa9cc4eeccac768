-- The flags are one number.
SELECT i.indexrelid, i.indrelid, c.relname, c.relam, c.reltablespace, c.reloptions,
       i.indisunique::int | ([[15+ i.indnullsnotdistinct else false]]::int << 1)
       | ((i.indisvalid AND i.indislive)::int << 2) | (i.indisclustered::int << 3) | (i.indisreplident::int << 4)
       | ((i.indpred IS NOT NULL)::int << 5) | ((c.relkind = 'I')::int << 6),
       i.indnkeyatts, i.indkey, i.indclass, i.indcollation, i.indoption, pg_get_expr(i.indpred, i.indrelid)
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace {scope}
