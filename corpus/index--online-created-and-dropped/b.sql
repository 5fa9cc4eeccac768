CREATE TABLE event (id integer NOT NULL, host text, at date, note text, "Weird ""Name" text, made integer);
CREATE INDEX event_stays ON event (at);
CREATE UNIQUE INDEX event_id ON event (id);
CREATE INDEX "an ""odd"" index" ON event ("Weird ""Name") WHERE note <> '';
CREATE INDEX event_lower ON event (lower(note));
ALTER INDEX event_lower ALTER COLUMN 1 SET STATISTICS 500;
COMMENT ON INDEX event_lower IS 'by what is written; not by case';
CREATE INDEX event_made ON event (made) WITH (fillfactor = 70);
