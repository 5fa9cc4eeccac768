CREATE FUNCTION short_id() RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT 'a' $$;
CREATE FUNCTION next_no() RETURNS integer LANGUAGE sql VOLATILE AS $$ SELECT 1 $$;
CREATE FUNCTION going() RETURNS integer LANGUAGE sql VOLATILE AS $$ SELECT 1 $$;
CREATE TABLE thing (id text DEFAULT short_id(), no bigint DEFAULT next_no(), g integer DEFAULT going(), n integer);
