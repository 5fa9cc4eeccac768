CREATE TABLE event (id integer NOT NULL, host text, at date, note text, "Weird ""Name" text);
CREATE INDEX event_goes ON event (host);
CREATE UNIQUE INDEX event_goes_too ON event (id, host);
CREATE INDEX event_stays ON event (at);
