CREATE TABLE t (id integer, v integer);
CREATE VIEW plain WITH (security_barrier = true) AS SELECT id, v FROM t WHERE v > 0 WITH CASCADED CHECK OPTION;
CREATE VIEW checked AS SELECT id, v FROM t WHERE v > 0 WITH CASCADED CHECK OPTION;
CREATE VIEW barrier WITH (security_barrier = false) AS SELECT id, v FROM t WHERE v > 0;
