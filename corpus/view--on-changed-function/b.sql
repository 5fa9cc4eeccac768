CREATE TABLE t (id integer PRIMARY KEY, n integer);
CREATE FUNCTION body(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT n + 2 $$;
CREATE FUNCTION result(n integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT n + 1::bigint $$;
CREATE FUNCTION optional(n integer DEFAULT 5) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT n $$;
CREATE FUNCTION body(n text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT n || '!' $$;
CREATE VIEW on_body AS SELECT id, body(n) AS n FROM t;
CREATE VIEW on_result AS SELECT id, result(n) AS n FROM t;
CREATE VIEW on_optional AS SELECT id, optional(n) AS n FROM t;
GRANT SELECT ON on_result TO pgmend_reader;
