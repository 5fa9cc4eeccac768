-- Functions of any schema that something names: of triggers and event triggers, support functions, what aggregates are made of.
SELECT p.oid, p.proname, p.pronamespace
FROM pg_catalog.pg_proc p
WHERE p.oid IN (SELECT t.tgfoid FROM pg_catalog.pg_trigger t WHERE NOT t.tgisinternal)
   OR p.oid IN (SELECT e.evtfoid FROM pg_catalog.pg_event_trigger e)
   OR p.oid IN (SELECT s.prosupport::oid FROM pg_catalog.pg_proc s WHERE s.pronamespace {scope})
   OR p.oid IN (SELECT unnest(ARRAY[a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn,
                                    a.aggminvtransfn, a.aggmfinalfn]::oid[])
                FROM pg_catalog.pg_aggregate a JOIN pg_catalog.pg_proc f ON f.oid = a.aggfnoid WHERE f.pronamespace {scope})
