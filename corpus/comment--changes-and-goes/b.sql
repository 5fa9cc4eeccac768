CREATE TABLE t (a integer, b integer, c integer, d integer);
COMMENT ON TABLE t IS 'new';
COMMENT ON COLUMN t.b IS '';
COMMENT ON COLUMN t.c IS 'same';
COMMENT ON COLUMN t.d IS '/* $$ '' ; DROP TABLE t; -- */';
