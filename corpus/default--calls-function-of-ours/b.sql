CREATE FUNCTION short_id() RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT 'b' $$;
CREATE FUNCTION next_no() RETURNS bigint LANGUAGE sql VOLATILE AS $$ SELECT 1::bigint $$;
CREATE FUNCTION coming(integer DEFAULT 3) RETURNS integer LANGUAGE sql VOLATILE AS $$ SELECT $1 $$;
CREATE TABLE thing (id text DEFAULT short_id(), no bigint DEFAULT next_no(), g integer, n integer DEFAULT coming());
