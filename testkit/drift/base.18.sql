-- On top of base.sql: properties that came with PostgreSQL 18.

CREATE TABLE d.columns_18 (
    id integer CONSTRAINT id_known NOT NULL,
    a integer CONSTRAINT a_known NOT NULL NO INHERIT,
    b integer,
    twice integer GENERATED ALWAYS AS (id * 2) VIRTUAL
);
ALTER TABLE d.columns_18 ADD CONSTRAINT b_known NOT NULL b NOT VALID;
CREATE TABLE d.constraints_18 (
    r integer, n integer,
    CONSTRAINT c18_foreign FOREIGN KEY (r) REFERENCES d.target (id) NOT ENFORCED,
    CONSTRAINT c18_check CHECK (n > 0) NOT ENFORCED
);
-- Ranges stand for the scalar columns: they have equality in GiST without an extension.
CREATE TABLE d.periods (
    span int4range NOT NULL, during daterange NOT NULL,
    -- First, so that a plain foreign key finds it.
    CONSTRAINT periods_plain_key UNIQUE (span, during),
    CONSTRAINT periods_key UNIQUE (span, during WITHOUT OVERLAPS)
);
CREATE TABLE d.inside_periods (
    span int4range, during daterange,
    CONSTRAINT inside_periods_foreign FOREIGN KEY (span, PERIOD during) REFERENCES d.periods (span, PERIOD during)
);
COMMENT ON CONSTRAINT id_known ON d.columns_18 IS 'not-null constraint';
