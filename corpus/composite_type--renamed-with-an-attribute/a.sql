CREATE TYPE pair AS (x integer, pair_y text);
CREATE TABLE typed OF pair;
CREATE FUNCTION f(p pair) RETURNS pair LANGUAGE sql RETURN p;
