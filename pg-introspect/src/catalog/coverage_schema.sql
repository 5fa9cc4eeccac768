-- What is in the schemas that are read and belongs to no kind of the model.
SELECT f.catalog, f.class, f.oid, pg_describe_object(f.class, f.oid, 0)
FROM (
    SELECT 'pg_class', 1259::oid, c.oid FROM pg_catalog.pg_class c WHERE c.relkind = 'f' AND c.relnamespace {scope}
    UNION ALL
    SELECT 'pg_operator', 2617, o.oid FROM pg_catalog.pg_operator o WHERE o.oprcode = 0 AND o.oprnamespace {scope}
    UNION ALL
    SELECT 'pg_statistic_ext', 3381, s.oid
    FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
    WHERE s.stxnamespace {scope} AND (c.relkind = 'f' OR NOT c.relnamespace {scope})
) f (catalog, class, oid)
