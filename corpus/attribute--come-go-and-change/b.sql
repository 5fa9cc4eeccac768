CREATE TYPE address AS (street text COLLATE "C", city varchar(80), zip text, country char(2));
CREATE FUNCTION format_address(a address) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT $1.street || ', ' || $1.city $$;
COMMENT ON COLUMN address.zip IS 'letters too, since we deliver to Canada';
COMMENT ON COLUMN address.country IS 'ISO 3166';
COMMENT ON TYPE address IS 'Postal address';
