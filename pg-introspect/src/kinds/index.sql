SELECT i.indexrelid, i.indrelid, c.relname, c.relkind, c.relam, c.reltablespace, c.reloptions, i.indisunique,
       [[15+ i.indnullsnotdistinct else false]], i.indnkeyatts, i.indkey, i.indclass, i.indcollation, i.indoption,
       i.indisvalid AND i.indislive, i.indisclustered, i.indisreplident, i.indpred IS NOT NULL,
       pg_get_expr(i.indpred, i.indrelid)
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace {scope}
