CREATE EXTENSION hstore;
CREATE EXTENSION citext;
GRANT EXECUTE ON FUNCTION hstore_to_json(hstore) TO pgmend_writer;
GRANT USAGE ON TYPE hstore TO pgmend_reader;
REVOKE USAGE ON TYPE citext FROM PUBLIC;
GRANT EXECUTE ON FUNCTION akeys(hstore) TO pgmend_writer WITH GRANT OPTION;
