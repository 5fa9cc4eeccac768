CREATE SCHEMA archive;
ALTER SCHEMA archive OWNER TO pgmend_owner;
GRANT USAGE ON SCHEMA archive TO PUBLIC;
GRANT USAGE ON SCHEMA archive TO pgmend_reader WITH GRANT OPTION;
CREATE TABLE archive.letter (id integer PRIMARY KEY, body text);
