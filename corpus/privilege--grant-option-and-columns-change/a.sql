CREATE TABLE t (id integer, v text, w text);
GRANT SELECT, INSERT, UPDATE ON t TO pgmend_writer;
GRANT SELECT ON t TO pgmend_reader WITH GRANT OPTION;
GRANT DELETE ON t TO pgmend_owner;
GRANT SELECT (id, v) ON t TO pgmend_owner;
GRANT SELECT ON t TO PUBLIC;
