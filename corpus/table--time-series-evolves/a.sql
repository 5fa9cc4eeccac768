CREATE TABLE sensor (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE sample (
    at timestamp NOT NULL,
    sensor_id integer NOT NULL REFERENCES sensor,
    value real,
    PRIMARY KEY (sensor_id, at)
) PARTITION BY RANGE (at);
CREATE TABLE sample_2023_11 PARTITION OF sample FOR VALUES FROM ('2023-11-01') TO ('2023-12-01');
CREATE TABLE sample_2023_12 PARTITION OF sample FOR VALUES FROM ('2023-12-01') TO ('2024-01-01');
CREATE TABLE sample_2024_01 PARTITION OF sample FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE sample_rest PARTITION OF sample DEFAULT;
CREATE INDEX sample_at ON sample (at);
CREATE VIEW latest AS SELECT DISTINCT ON (sensor_id) sensor_id, at, value FROM sample ORDER BY sensor_id, at DESC;
