CREATE TABLE t (id integer PRIMARY KEY);
ALTER TABLE t OWNER TO pgmend_owner;
GRANT SELECT ON t TO pgmend_writer;
