-- What is in the schemas that are read and belongs to no kind of the model. A multirange comes with its range type.
SELECT f.catalog, f.class, f.oid, pg_describe_object(f.class, f.oid, 0)
FROM (
    SELECT 'pg_type', 1247::oid, t.oid FROM pg_catalog.pg_type t
    WHERE t.typtype IN ('b', 'p') AND NOT (t.typcategory = 'A' AND t.typelem <> 0) AND t.typnamespace {scope}
    UNION ALL
    SELECT 'pg_statistic_ext', 3381, s.oid
    FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
    WHERE s.stxnamespace {scope} AND NOT c.relnamespace {scope}
) f (catalog, class, oid)
