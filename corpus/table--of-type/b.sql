CREATE TYPE reading_type AS (at timestamptz, value double precision, unit text);
CREATE TABLE indoor OF reading_type;
CREATE TABLE outdoor (at timestamptz PRIMARY KEY, value double precision, unit text);
CREATE TABLE cellar OF reading_type (at WITH OPTIONS NOT NULL, unit WITH OPTIONS DEFAULT '°C', CHECK (value > -273.15));
COMMENT ON COLUMN cellar.unit IS 'as printed on the sensor';
