CREATE TABLE t (id integer PRIMARY KEY, name text, at date);
CREATE VIEW v AS SELECT t.id, t.name FROM t;
