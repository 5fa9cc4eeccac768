CREATE DOMAIN country AS char(2) DEFAULT 'FR' NOT NULL;
CREATE DOMAIN quantity AS integer DEFAULT 1;
CREATE TABLE parcel (id integer PRIMARY KEY, "to" country, pieces quantity);
