-- On top of base.sql: properties that came with PostgreSQL 15.

CREATE UNLOGGED SEQUENCE d.fleeting_counter;
CREATE TABLE d.keys_15 (
    a integer, b integer, c integer,
    CONSTRAINT keys_15_unique UNIQUE NULLS NOT DISTINCT (a, b),
    CONSTRAINT keys_15_foreign FOREIGN KEY (b, c) REFERENCES d.target (a, b) ON DELETE SET NULL (c)
);
CREATE UNIQUE INDEX keys_15_index ON d.keys_15 (c) NULLS NOT DISTINCT;
CREATE VIEW d.invoked WITH (security_invoker = true) AS SELECT id FROM d.described;
CREATE PUBLICATION d_rows FOR TABLE d.published (id, a) WHERE (id > 0);
CREATE PUBLICATION d_whole FOR TABLES IN SCHEMA d_unused;
