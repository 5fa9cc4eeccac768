CREATE DOMAIN postcode AS text CONSTRAINT postcode_digits CHECK (VALUE ~ '^\d+$');
CREATE TABLE address (id integer PRIMARY KEY, postcode postcode NOT NULL DEFAULT '00000');
CREATE INDEX address_postcode ON address (postcode);
