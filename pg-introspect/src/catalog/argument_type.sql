-- The types of arguments and transforms by name. Columns say theirs themselves.
SELECT t.oid, format_type(t.oid, NULL)
FROM pg_catalog.pg_type t
WHERE t.oid IN (
    SELECT unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]) || p.proargtypes::oid[]
                  || coalesce(p.protrftypes, '{}'))
    FROM pg_catalog.pg_proc p
    WHERE p.pronamespace {scope})
