-- A transform is in no schema: where only some are read, it is read with its type.
SELECT t.oid, format_type(t.trftype, NULL), l.lanname, t.trffromsql::oid, t.trftosql::oid
FROM pg_catalog.pg_transform t JOIN pg_catalog.pg_language l ON l.oid = t.trflang
WHERE t.oid >= 16384
  [[some+ AND EXISTS (SELECT 1 FROM pg_catalog.pg_type y WHERE y.oid = t.trftype AND y.typnamespace {scope})]]
