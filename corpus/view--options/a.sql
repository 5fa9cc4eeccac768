CREATE TABLE t (id integer, v integer);
CREATE VIEW plain AS SELECT id, v FROM t WHERE v > 0;
CREATE VIEW checked AS SELECT id, v FROM t WHERE v > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW barrier WITH (security_barrier) AS SELECT id, v FROM t WHERE v > 0;
