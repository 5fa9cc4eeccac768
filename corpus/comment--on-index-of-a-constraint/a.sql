CREATE TABLE t (id integer CONSTRAINT t_key PRIMARY KEY, v integer CONSTRAINT t_v UNIQUE);
COMMENT ON INDEX t_v IS 'the index';
