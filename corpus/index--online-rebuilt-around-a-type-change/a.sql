CREATE TABLE reading (id integer NOT NULL, code text NOT NULL, at text, note text);
CREATE UNIQUE INDEX reading_code ON reading (code text_pattern_ops);
CREATE INDEX reading_code_found ON reading (code text_pattern_ops, note) WHERE note IS NOT NULL;
CREATE INDEX reading_note ON reading (note);
