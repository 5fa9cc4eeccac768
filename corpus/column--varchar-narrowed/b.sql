CREATE TABLE country (code varchar(2) PRIMARY KEY, name text NOT NULL, dial varchar(5));
CREATE INDEX country_dial ON country (dial);
CREATE TABLE town (name text NOT NULL, country varchar(2) REFERENCES country);
