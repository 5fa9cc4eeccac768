-- Relations outside the schemas that are read, which something inside names: the target of a foreign key, a parent (of a
-- table or of an index, then with its table), the other table of a constraint trigger, the type of a typed table.
SELECT c.oid, c.relname, c.relnamespace, c.relkind, c.reltype,
       CASE WHEN c.relkind = 'I' THEN (SELECT x.indrelid FROM pg_catalog.pg_index x WHERE x.indexrelid = c.oid) END
FROM pg_catalog.pg_class c
WHERE NOT c.relnamespace {scope}
  AND c.oid IN (
      SELECT k.confrelid FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND k.connamespace {scope}
      UNION
      SELECT i.inhparent FROM pg_catalog.pg_inherits i
      UNION
      SELECT t.tgconstrrelid FROM pg_catalog.pg_trigger t WHERE NOT t.tgisinternal AND t.tgconstrrelid <> 0
      UNION
      SELECT t.typrelid FROM pg_catalog.pg_type t
      WHERE t.oid IN (SELECT o.reloftype FROM pg_catalog.pg_class o WHERE o.reloftype <> 0))
