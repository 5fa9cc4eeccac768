CREATE TABLE t (id integer, v text, w text);
GRANT SELECT, UPDATE ON t TO pgmend_writer;
GRANT INSERT ON t TO pgmend_writer WITH GRANT OPTION;
GRANT SELECT ON t TO pgmend_reader;
GRANT SELECT ON t TO pgmend_owner;
GRANT UPDATE (v), SELECT (w) ON t TO pgmend_owner;
