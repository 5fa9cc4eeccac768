-- What is in the schemas that are read and belongs to no kind of the model. A multirange comes with its range type.
SELECT f.catalog, f.class, f.oid, pg_describe_object(f.class, f.oid, 0)
FROM (
    SELECT 'pg_class', 1259::oid, c.oid FROM pg_catalog.pg_class c WHERE c.relkind = 'f' AND c.relnamespace {scope}
    UNION ALL
    SELECT 'pg_type', 1247, t.oid FROM pg_catalog.pg_type t
    WHERE t.typtype IN ('b', 'r', 'p') AND NOT (t.typcategory = 'A' AND t.typelem <> 0) AND t.typnamespace {scope}
    UNION ALL
    SELECT 'pg_operator', 2617, o.oid FROM pg_catalog.pg_operator o WHERE o.oprnamespace {scope}
    UNION ALL
    SELECT 'pg_opclass', 2616, o.oid FROM pg_catalog.pg_opclass o WHERE o.opcnamespace {scope}
    UNION ALL
    SELECT 'pg_opfamily', 2753, o.oid FROM pg_catalog.pg_opfamily o WHERE o.opfnamespace {scope}
    UNION ALL
    SELECT 'pg_conversion', 2607, c.oid FROM pg_catalog.pg_conversion c WHERE c.connamespace {scope}
    UNION ALL
    SELECT 'pg_collation', 3456, c.oid FROM pg_catalog.pg_collation c WHERE c.collnamespace {scope}
    UNION ALL
    SELECT 'pg_ts_config', 3602, t.oid FROM pg_catalog.pg_ts_config t WHERE t.cfgnamespace {scope}
    UNION ALL
    SELECT 'pg_ts_dict', 3600, t.oid FROM pg_catalog.pg_ts_dict t WHERE t.dictnamespace {scope}
    UNION ALL
    SELECT 'pg_ts_parser', 3601, t.oid FROM pg_catalog.pg_ts_parser t WHERE t.prsnamespace {scope}
    UNION ALL
    SELECT 'pg_ts_template', 3764, t.oid FROM pg_catalog.pg_ts_template t WHERE t.tmplnamespace {scope}
    UNION ALL
    SELECT 'pg_statistic_ext', 3381, s.oid
    FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
    WHERE s.stxnamespace {scope} AND (c.relkind = 'f' OR NOT c.relnamespace {scope})
) f (catalog, class, oid)
