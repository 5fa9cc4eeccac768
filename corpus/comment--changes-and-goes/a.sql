CREATE TABLE t (a integer, b integer, c integer, d integer);
COMMENT ON TABLE t IS 'old';
COMMENT ON COLUMN t.a IS 'goes';
COMMENT ON COLUMN t.b IS 'becomes empty';
COMMENT ON COLUMN t.c IS 'same';
COMMENT ON COLUMN t.d IS '-- not a comment';
