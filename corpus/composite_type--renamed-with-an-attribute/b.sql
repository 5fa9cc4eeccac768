CREATE TYPE couple AS (x integer, couple_y text);
CREATE TABLE typed OF couple;
CREATE FUNCTION f(p couple) RETURNS couple LANGUAGE sql RETURN p;
