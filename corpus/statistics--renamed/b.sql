CREATE TABLE owner_of (id integer, title text, at timestamptz);
CREATE STATISTICS owner_stat ON id, title FROM owner_of;
CREATE STATISTICS computed ON id, lower(title) FROM owner_of;
CREATE MATERIALIZED VIEW held AS SELECT id, at FROM owner_of;
CREATE STATISTICS of_kept ON id, at FROM held;
COMMENT ON STATISTICS of_kept IS 'of a view';
