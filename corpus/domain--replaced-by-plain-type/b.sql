CREATE TABLE address (
    id integer PRIMARY KEY,
    postcode text NOT NULL DEFAULT '00000',
    CONSTRAINT postcode_digits CHECK (postcode ~ '^\d+$')
);
CREATE INDEX address_postcode ON address (postcode);
