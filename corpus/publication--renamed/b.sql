CREATE SCHEMA new;
CREATE TABLE new.thing (id integer PRIMARY KEY, title text);
CREATE PUBLICATION after FOR TABLE new.thing (id, title) WHERE (id > 1);
CREATE PUBLICATION of_schema FOR TABLES IN SCHEMA new;
COMMENT ON PUBLICATION after IS 'stays';
