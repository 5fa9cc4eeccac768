-- Which rows of the snapshot have been replaced since, and what the newest catalog calls the object: an expression that the
-- server wrote meanwhile has the newest names in it. A row that a later transaction replaces or deletes carries that
-- transaction in xmax; so does one whose transaction failed, therefore the look at what became of it. NULL is gone: what
-- stood on it is then missing, too. Where the server writes more of the object than its name (a routine's body, a trigger's
-- condition, a label), any new version counts. Columns are looked at where they are read.
SELECT s.what, s.names, s.newest, s.whole
FROM (
    SELECT 'schema', n.xmax, false, ARRAY[n.nspname::text],
           (pg_identify_object_as_address(2615, n.oid, 0)).object_names
    FROM pg_catalog.pg_namespace n WHERE n.xmax <> 0
    UNION ALL
    SELECT 'relation', c.xmax, false,
           ARRAY[(SELECT n.nspname::text FROM pg_catalog.pg_namespace n WHERE n.oid = c.relnamespace), c.relname::text],
           (pg_identify_object_as_address(1259, c.oid, 0)).object_names
    FROM pg_catalog.pg_class c WHERE c.xmax <> 0 AND c.relkind NOT IN ('i', 'I', 't') AND c.relpersistence <> 't'
    UNION ALL
    SELECT 'type', t.xmax, false,
           ARRAY[(SELECT quote_ident(n.nspname) FROM pg_catalog.pg_namespace n WHERE n.oid = t.typnamespace)
                 || '.' || quote_ident(t.typname)],
           ARRAY[format_type(t.oid, NULL)]
    FROM pg_catalog.pg_type t WHERE t.xmax <> 0 AND t.typtype <> 'c' AND t.typelem = 0
    UNION ALL
    SELECT 'collation', c.xmax, false,
           ARRAY[(SELECT n.nspname::text FROM pg_catalog.pg_namespace n WHERE n.oid = c.collnamespace), c.collname::text],
           (pg_identify_object_as_address(3456, c.oid, 0)).object_names
    FROM pg_catalog.pg_collation c WHERE c.xmax <> 0
    UNION ALL
    SELECT 'function', p.xmax, p.pronamespace {scope},
           ARRAY[(SELECT n.nspname::text FROM pg_catalog.pg_namespace n WHERE n.oid = p.pronamespace), p.proname::text],
           (pg_identify_object_as_address(1255, p.oid, 0)).object_names
    FROM pg_catalog.pg_proc p WHERE p.xmax <> 0
    UNION ALL
    SELECT 'trigger', t.xmax, true, ARRAY[t.tgname::text],
           (pg_identify_object_as_address(2620, t.oid, 0)).object_names
    FROM pg_catalog.pg_trigger t WHERE t.xmax <> 0 AND t.tgqual IS NOT NULL AND NOT t.tgisinternal
    UNION ALL
    SELECT 'type', e.xmax, true, ARRAY[format_type(e.enumtypid, NULL), e.enumlabel::text],
           (pg_identify_object_as_address(1247, e.enumtypid, 0)).object_names
    FROM pg_catalog.pg_enum e WHERE e.xmax <> 0
) s (what, xmax, whole, names, newest)
WHERE s.newest IS NOT NULL AND (s.whole OR s.names IS DISTINCT FROM s.newest)
  -- xmax has 32 bits of a transaction's number: the number nearest to the snapshot's.
  AND pg_xact_status((
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        + ((s.xmax::text::bigint - pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 2147483648) & 4294967295)
        - 2147483648)::text::xid8) = 'committed'
