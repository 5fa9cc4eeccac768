CREATE TABLE person (id integer PRIMARY KEY, first text NOT NULL, last text NOT NULL, full_name text GENERATED ALWAYS AS (last || ', ' || first) STORED);
CREATE INDEX person_full_name ON person (lower(full_name) text_pattern_ops);
CREATE VIEW phone_book AS SELECT full_name, id FROM person;
COMMENT ON COLUMN person.full_name IS 'for the envelope';
GRANT SELECT (full_name) ON person TO pgmend_reader;
