CREATE FUNCTION "Calc"(a integer, b integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE RETURN a * b;
CREATE FUNCTION "Calc"(a text) RETURNS integer LANGUAGE sql IMMUTABLE RETURN length(a);
CREATE TABLE t (a integer DEFAULT "Calc"(1, 2) CHECK ("Calc"(a, 1) > 0), b integer GENERATED ALWAYS AS ("Calc"(a, 3)) STORED);
CREATE INDEX ON t ("Calc"(a, 7));
CREATE VIEW v AS SELECT "Calc"(a, 5) AS five FROM t;
