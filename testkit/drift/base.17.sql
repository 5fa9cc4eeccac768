-- On top of base.sql: properties that came with PostgreSQL 17.

CREATE DOMAIN d.named_not_null AS integer CONSTRAINT known NOT NULL;
CREATE TABLE d.maintained (id integer);
GRANT MAINTAIN ON d.maintained TO pgmend_writer;
COMMENT ON CONSTRAINT known ON DOMAIN d.named_not_null IS 'not-null constraint of a domain';
