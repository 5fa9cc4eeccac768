CREATE TABLE holder (id integer, name text, at timestamptz);
CREATE STATISTICS holder_stat ON id, name FROM holder;
CREATE STATISTICS computed ON id, lower(name) FROM holder;
CREATE MATERIALIZED VIEW kept AS SELECT id, at FROM holder;
CREATE STATISTICS of_kept ON id, at FROM kept;
COMMENT ON STATISTICS of_kept IS 'of a view';
