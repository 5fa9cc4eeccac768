CREATE TABLE reading (id bigint NOT NULL, code integer NOT NULL, at text, note text);
CREATE UNIQUE INDEX reading_code ON reading (code);
CREATE INDEX reading_code_found ON reading (code, note) WHERE note IS NOT NULL;
CREATE INDEX reading_note ON reading (note, id);
