CREATE TABLE a (id integer);
CREATE TABLE b (id integer);
GRANT ALL ON b TO pgmend_writer;
CREATE MATERIALIZED VIEW m AS SELECT id FROM a;
