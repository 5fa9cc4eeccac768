CREATE TABLE t (id integer PRIMARY KEY, a text, b integer, retyped bigint);
CREATE TABLE log (k integer NOT NULL, v text, PRIMARY KEY (k)) PARTITION BY LIST (k);
CREATE PUBLICATION lists FOR TABLE t (id, a, b);
CREATE PUBLICATION filters FOR TABLE t WHERE (b > 2 AND a = 'it''s') WITH (publish = 'insert');
CREATE PUBLICATION both_go FOR TABLE t;
CREATE PUBLICATION on_type FOR TABLE t (id, retyped) WHERE (retyped > 1) WITH (publish = 'insert');
CREATE PUBLICATION on_dropped FOR TABLE t (id);
CREATE PUBLICATION rooted FOR TABLE log (k) WHERE (k > 1) WITH (publish_via_partition_root = true);
CREATE PUBLICATION stays FOR TABLE t (id, b) WHERE (id > 7);
