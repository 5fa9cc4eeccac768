CREATE TABLE reading (sensor integer, at timestamptz NOT NULL, value real);
CREATE INDEX reading_at ON reading (at);
