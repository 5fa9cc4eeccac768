-- Extended statistics. Those on tables outside the schemas that are read are in the coverage. -1 is
-- what NULL is from 17 on: no target.
SELECT s.oid, s.stxname, s.stxnamespace, s.stxowner, s.stxrelid, s.stxkind,
       ARRAY(SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)),
       nullif(s.stxstattarget, -1), s.stxexprs IS NOT NULL,
       CASE WHEN s.stxexprs IS NOT NULL THEN pg_get_statisticsobjdef_expressions(s.oid) END
FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
WHERE s.stxnamespace {scope} AND c.relnamespace {scope}
