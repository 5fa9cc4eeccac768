CREATE TABLE t (id integer PRIMARY KEY, a text, b integer, goes text, retyped integer);
CREATE TABLE log (k integer NOT NULL, v text, PRIMARY KEY (k)) PARTITION BY LIST (k);
CREATE PUBLICATION lists FOR TABLE t (id, a);
CREATE PUBLICATION filters FOR TABLE t WHERE (b > 1) WITH (publish = 'insert');
CREATE PUBLICATION both_go FOR TABLE t (id, b) WHERE (id > 5);
CREATE PUBLICATION on_type FOR TABLE t (id, retyped) WHERE (retyped > 1) WITH (publish = 'insert');
CREATE PUBLICATION on_dropped FOR TABLE t (id, goes);
CREATE PUBLICATION rooted FOR TABLE log;
CREATE PUBLICATION stays FOR TABLE t (b, id) WHERE (id > 7);
