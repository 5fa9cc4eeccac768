-- The arguments are counted with the output ones, which have no default.
SELECT p.oid, n.n, pg_get_function_arg_default(p.oid, n.n)
FROM pg_catalog.pg_proc p
     CROSS JOIN LATERAL generate_series(1, coalesce(cardinality(p.proallargtypes), p.pronargs)) n (n)
WHERE p.pronargdefaults > 0 AND p.prokind IN ('f', 'w', 'p') AND p.pronamespace {scope}
