-- Those of the users; the cast of a range to its multirange comes with the type. A cast is in no schema: where only some are
-- read, it is read with its types and its function.
SELECT c.oid, format_type(c.castsource, NULL), format_type(c.casttarget, NULL), c.castmethod, c.castcontext,
       CASE WHEN c.castfunc <> 0 THEN c.castfunc::regprocedure::text END
FROM pg_catalog.pg_cast c
WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 2605 AND d.objid = c.oid AND d.deptype = 'i')
  [[some+ AND (EXISTS (SELECT 1 FROM pg_catalog.pg_type t
                       WHERE t.oid IN (c.castsource, c.casttarget) AND t.typnamespace {scope})
               OR EXISTS (SELECT 1 FROM pg_catalog.pg_proc p WHERE p.oid = c.castfunc AND p.pronamespace {scope}))]]
