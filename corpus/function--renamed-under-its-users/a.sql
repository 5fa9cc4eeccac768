CREATE FUNCTION calc(a integer, b integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE RETURN a * b;
CREATE FUNCTION calc(a text) RETURNS integer LANGUAGE sql IMMUTABLE RETURN length(a);
CREATE TABLE t (a integer DEFAULT calc(1, 2) CHECK (calc(a, 1) > 0), b integer GENERATED ALWAYS AS (calc(a, 3)) STORED);
CREATE INDEX ON t (calc(a, 7));
CREATE VIEW v AS SELECT calc(a, 5) AS five FROM t;
