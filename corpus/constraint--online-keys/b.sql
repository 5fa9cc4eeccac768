CREATE TABLE item (id integer NOT NULL, code text, "Weird ""Name" text NOT NULL, shelf integer, place integer, added integer);
ALTER TABLE item ADD CONSTRAINT item_pkey PRIMARY KEY (id);
ALTER TABLE item ADD CONSTRAINT "an ""odd"" key" UNIQUE ("Weird ""Name") INCLUDE (code) WITH (fillfactor = 70);
ALTER TABLE item ADD CONSTRAINT item_later UNIQUE (shelf, place) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE item ADD CONSTRAINT item_added UNIQUE (added);
COMMENT ON CONSTRAINT item_later ON item IS 'they change places';
CREATE TABLE log (id integer NOT NULL, line text);
ALTER TABLE log ADD CONSTRAINT log_pkey PRIMARY KEY (id);
ALTER TABLE log REPLICA IDENTITY USING INDEX log_pkey;
