CREATE TABLE country (code text, iso3 text NOT NULL, CONSTRAINT country_iso3 UNIQUE (iso3), CONSTRAINT country_code UNIQUE (code));
CREATE TABLE city (id integer PRIMARY KEY, country text, CONSTRAINT city_country FOREIGN KEY (country) REFERENCES country (code));
