CREATE TYPE reading AS (at timestamptz, value double precision, quality smallint);
CREATE TABLE cellar OF reading (value WITH OPTIONS NOT NULL);
