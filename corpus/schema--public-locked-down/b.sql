REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO pgmend_reader, pgmend_writer;
COMMENT ON SCHEMA public IS 'The product''s tables.';
CREATE TABLE notice (id integer PRIMARY KEY);
