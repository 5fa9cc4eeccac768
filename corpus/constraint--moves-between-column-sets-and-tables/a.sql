CREATE TABLE old_country (code text PRIMARY KEY);
CREATE TABLE country (code text, iso3 text NOT NULL, CONSTRAINT country_iso UNIQUE (iso3));
CREATE TABLE city (id integer PRIMARY KEY, country text, CONSTRAINT city_country FOREIGN KEY (country) REFERENCES old_country NOT VALID);
