CREATE TYPE address AS (street text, city varchar(40), zip integer, planet text);
CREATE FUNCTION format_address(a address) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.street || ', ' || $1.city $$;
COMMENT ON COLUMN address.zip IS 'without the country';
