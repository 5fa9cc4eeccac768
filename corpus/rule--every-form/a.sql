CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);
CREATE TABLE log (id integer, what text, at timestamptz DEFAULT now());
CREATE TABLE p (k integer, v text) PARTITION BY LIST (k);
CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE TABLE "Weird ""Table" ("Weird ""Column" integer, "select" text);
