-- Functions, window functions, procedures and aggregates.
SELECT p.oid, p.proname, p.pronamespace, p.prokind, p.proowner, p.prolang, p.procost, p.prorows, p.prosupport::oid,
       p.prosecdef, p.proleakproof, p.proisstrict, p.proretset, p.provolatile, p.proparallel, p.proargtypes,
       p.proallargtypes, p.proargmodes, p.proargnames, p.pronargdefaults, p.protrftypes, p.prosrc, p.probin, p.proconfig,
       p.proacl, CASE WHEN p.proacl IS NOT NULL THEN acldefault('f', p.proowner) END,
       pg_get_function_result(p.oid), p.prosqlbody IS NOT NULL,
       CASE WHEN p.prosqlbody IS NOT NULL THEN pg_get_function_sqlbody(p.oid) END
FROM pg_catalog.pg_proc p
WHERE p.prokind IN ('f', 'w', 'p', 'a') AND p.pronamespace {scope}
