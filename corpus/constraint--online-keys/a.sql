CREATE TABLE item (id integer, code text, "Weird ""Name" text NOT NULL, shelf integer, place integer);
ALTER TABLE item ADD CONSTRAINT item_goes UNIQUE (shelf);
CREATE TABLE log (id integer NOT NULL, line text);
