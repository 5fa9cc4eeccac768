CREATE FUNCTION step(s bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT $1 + $2 $$;
CREATE FUNCTION goes(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
CREATE AGGREGATE total(integer) (SFUNC = step, STYPE = bigint, INITCOND = '0');
CREATE AGGREGATE final(integer) (SFUNC = step, STYPE = bigint, FINALFUNC = goes, INITCOND = '0');
CREATE VIEW above AS SELECT total(n) AS total FROM generate_series(1, 3) n;
COMMENT ON AGGREGATE total(integer) IS 'comes back';
