CREATE TABLE t (id integer PRIMARY KEY, v text);
CREATE MATERIALIZED VIEW m WITH (autovacuum_vacuum_threshold = 10) AS SELECT id, v FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE INDEX m_lower ON m (lower(v));
ALTER MATERIALIZED VIEW m CLUSTER ON m_id;
COMMENT ON MATERIALIZED VIEW m IS 'copy';
GRANT SELECT ON m TO pgmend_reader;
