CREATE TABLE t (id integer PRIMARY KEY, g integer GENERATED ALWAYS AS (id + 1) STORED);
CREATE PUBLICATION gets FOR TABLE t WITH (publish_generated_columns = stored);
CREATE PUBLICATION loses FOR TABLE t;
