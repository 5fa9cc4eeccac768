CREATE TABLE reading (sensor integer NOT NULL, at timestamptz NOT NULL, value real,
    CONSTRAINT reading_pkey PRIMARY KEY (sensor, at));
CREATE INDEX reading_at ON reading (at);
