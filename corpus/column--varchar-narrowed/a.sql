CREATE TABLE country (code varchar(10) PRIMARY KEY, name text NOT NULL, dial varchar(20));
CREATE INDEX country_dial ON country (dial);
CREATE TABLE town (name text NOT NULL, country varchar(10) REFERENCES country);
