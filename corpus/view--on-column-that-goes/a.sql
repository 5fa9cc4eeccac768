CREATE TABLE t (id integer PRIMARY KEY, keep text, go text);
CREATE VIEW shows AS SELECT id, keep, go FROM t;
CREATE VIEW filters AS SELECT id, keep FROM t WHERE go IS NULL;
CREATE VIEW untouched AS SELECT id, keep FROM t;
