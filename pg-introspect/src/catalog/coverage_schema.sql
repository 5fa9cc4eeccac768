-- What is in the schemas that are read and belongs to no kind of the model.
SELECT 'pg_statistic_ext', 3381::oid, s.oid, pg_describe_object(3381, s.oid, 0)
FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
WHERE s.stxnamespace {scope} AND NOT c.relnamespace {scope}
