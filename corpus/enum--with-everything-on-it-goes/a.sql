CREATE TYPE weekday AS ENUM ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');
ALTER TYPE weekday OWNER TO pgmend_owner;
COMMENT ON TYPE weekday IS 'Weeks begin on Monday here.';
REVOKE USAGE ON TYPE weekday FROM PUBLIC;
GRANT USAGE ON TYPE weekday TO pgmend_reader;
CREATE FUNCTION is_weekend(d weekday) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT d >= 'sat'::public.weekday $$;
CREATE TABLE opening (id integer PRIMARY KEY, note text, day weekday, days weekday[] DEFAULT '{mon,tue}');
CREATE INDEX opening_weekend ON opening (id) WHERE is_weekend(day);
