CREATE TYPE reading_type AS (at timestamptz, value double precision, unit text);
CREATE TABLE indoor (at timestamptz, value double precision, unit text);
CREATE TABLE outdoor OF reading_type (PRIMARY KEY (at));
