CREATE TABLE t (id integer, v text);
CREATE VIEW gets AS SELECT id FROM t;
CREATE VIEW loses WITH (security_invoker = true) AS SELECT id FROM t;
CREATE VIEW keeps WITH (security_invoker = on, security_barrier = on) AS SELECT id, v FROM t;
