CREATE SCHEMA old;
CREATE TABLE old.item (id integer PRIMARY KEY, label text);
CREATE PUBLICATION before FOR TABLE old.item (id, label) WHERE (id > 1);
CREATE PUBLICATION of_schema FOR TABLES IN SCHEMA old;
COMMENT ON PUBLICATION before IS 'stays';
