CREATE TABLE land (code text NOT NULL, name text, CONSTRAINT land_pkey PRIMARY KEY (code));
CREATE TABLE town (id integer PRIMARY KEY, land text REFERENCES land ON UPDATE CASCADE);
CREATE TABLE river (id integer PRIMARY KEY, from_land text REFERENCES land, to_land text REFERENCES land);
COMMENT ON CONSTRAINT river_from_land_fkey ON river IS 'source';
CREATE VIEW towns_of AS SELECT l.code, l.name, count(t.id) AS towns FROM land l LEFT JOIN town t ON t.land = l.code GROUP BY l.code;
