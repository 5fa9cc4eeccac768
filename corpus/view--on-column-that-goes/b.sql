CREATE TABLE t (id integer PRIMARY KEY, keep text);
CREATE VIEW shows AS SELECT id, keep FROM t;
CREATE VIEW filters AS SELECT id, keep FROM t;
CREATE VIEW untouched AS SELECT id, keep FROM t;
