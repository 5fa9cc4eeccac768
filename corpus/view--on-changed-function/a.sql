CREATE TABLE t (id integer PRIMARY KEY, n integer);
CREATE FUNCTION body(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT n + 1 $$;
CREATE FUNCTION result(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT n + 1 $$;
CREATE FUNCTION optional(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT n $$;
CREATE VIEW on_body AS SELECT id, body(n) AS n FROM t;
CREATE VIEW on_result AS SELECT id, result(n) AS n FROM t;
CREATE VIEW on_optional AS SELECT id, optional(n) AS n FROM t;
GRANT SELECT ON on_result TO pgmend_reader;
