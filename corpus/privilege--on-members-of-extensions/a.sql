CREATE EXTENSION hstore;
CREATE EXTENSION citext;
GRANT EXECUTE ON FUNCTION hstore_to_json(hstore) TO pgmend_reader;
GRANT USAGE ON TYPE hstore TO pgmend_reader WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION hstore_to_json(hstore) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION akeys(hstore) TO pgmend_writer;
