CREATE TABLE t (id integer CONSTRAINT t_key PRIMARY KEY, v integer CONSTRAINT t_v UNIQUE);
COMMENT ON CONSTRAINT t_key ON t IS 'the key';
COMMENT ON INDEX t_key IS 'its index';
