-- Functions of any schema that something names: triggers, event triggers, functions (their support functions), and what is made of functions.
SELECT p.oid, p.proname, p.pronamespace
FROM pg_catalog.pg_proc p
WHERE p.oid IN (SELECT t.tgfoid FROM pg_catalog.pg_trigger t WHERE NOT t.tgisinternal)
   OR p.oid IN (SELECT e.evtfoid FROM pg_catalog.pg_event_trigger e)
   OR p.oid IN (SELECT s.prosupport::oid FROM pg_catalog.pg_proc s WHERE s.pronamespace {scope})
   OR p.oid IN (
    SELECT unnest(ARRAY[r.rngcanonical, r.rngsubdiff]::oid[]) FROM pg_catalog.pg_range r WHERE r.rngtypid >= 16384
    UNION ALL
    SELECT unnest(ARRAY[t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze, t.typsubscript]::oid[])
    FROM pg_catalog.pg_type t WHERE t.typtype IN ('b', 'p') AND t.oid >= 16384
    UNION ALL
    SELECT unnest(ARRAY[o.oprcode, o.oprrest, o.oprjoin]::oid[]) FROM pg_catalog.pg_operator o WHERE o.oid >= 16384
    UNION ALL
    SELECT unnest(ARRAY[t.prsstart, t.prstoken, t.prsend, t.prsheadline, t.prslextype]::oid[])
    FROM pg_catalog.pg_ts_parser t WHERE t.oid >= 16384
    UNION ALL
    SELECT unnest(ARRAY[t.tmplinit, t.tmpllexize]::oid[]) FROM pg_catalog.pg_ts_template t WHERE t.oid >= 16384
    UNION ALL
    SELECT c.conproc::oid FROM pg_catalog.pg_conversion c WHERE c.oid >= 16384
    UNION ALL
    SELECT unnest(ARRAY[l.lanplcallfoid, l.laninline, l.lanvalidator]) FROM pg_catalog.pg_language l WHERE l.oid >= 16384
    UNION ALL
    SELECT a.amhandler::oid FROM pg_catalog.pg_am a WHERE a.oid >= 16384
    UNION ALL
    SELECT unnest(ARRAY[t.trffromsql, t.trftosql]::oid[]) FROM pg_catalog.pg_transform t WHERE t.oid >= 16384)
   OR p.oid IN (SELECT unnest(ARRAY[a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn,
                                    a.aggminvtransfn, a.aggmfinalfn]::oid[])
                FROM pg_catalog.pg_aggregate a JOIN pg_catalog.pg_proc f ON f.oid = a.aggfnoid WHERE f.pronamespace {scope})
