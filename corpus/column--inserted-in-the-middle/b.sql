CREATE TABLE t (first text, id integer PRIMARY KEY, middle integer NOT NULL DEFAULT 1, name text, at date);
CREATE VIEW v AS SELECT t.id, t.name FROM t;
