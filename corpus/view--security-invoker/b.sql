CREATE TABLE t (id integer, v text);
CREATE VIEW gets WITH (security_invoker = true) AS SELECT id FROM t;
CREATE VIEW loses AS SELECT id FROM t;
CREATE VIEW keeps WITH (security_invoker = on, security_barrier = on) AS SELECT v, id FROM t;
