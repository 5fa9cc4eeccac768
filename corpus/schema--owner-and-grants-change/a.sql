CREATE SCHEMA archive;
GRANT USAGE ON SCHEMA archive TO pgmend_reader, pgmend_writer;
GRANT CREATE ON SCHEMA archive TO pgmend_writer;
CREATE TABLE archive.letter (id integer PRIMARY KEY, body text);
