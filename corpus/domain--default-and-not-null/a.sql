CREATE DOMAIN country AS char(2) DEFAULT 'DE';
CREATE DOMAIN quantity AS integer NOT NULL;
CREATE TABLE parcel (id integer PRIMARY KEY, "to" country, pieces quantity);
