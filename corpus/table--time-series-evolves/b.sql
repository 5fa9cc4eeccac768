CREATE TABLE sensor (id integer PRIMARY KEY, name text NOT NULL, unit text NOT NULL DEFAULT '');
CREATE TABLE sample (
    at timestamp NOT NULL,
    sensor_id integer NOT NULL REFERENCES sensor ON DELETE CASCADE,
    value double precision,
    quality smallint NOT NULL DEFAULT 0,
    PRIMARY KEY (sensor_id, at),
    CONSTRAINT quality_known CHECK (quality >= 0 AND quality < 8)
) PARTITION BY RANGE (at);
CREATE TABLE sample_2023_11 (
    at timestamp NOT NULL,
    sensor_id integer NOT NULL,
    value double precision,
    quality smallint NOT NULL DEFAULT 0,
    PRIMARY KEY (sensor_id, at),
    CONSTRAINT quality_known CHECK (quality >= 0 AND quality < 8),
    CONSTRAINT sample_sensor_id_fkey FOREIGN KEY (sensor_id) REFERENCES sensor ON DELETE CASCADE
);
CREATE INDEX sample_2023_11_at_idx ON sample_2023_11 (at);
CREATE TABLE sample_2023_12 PARTITION OF sample FOR VALUES FROM ('2023-12-01') TO ('2024-01-01');
CREATE TABLE sample_2024_01 PARTITION OF sample FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE sample_2024_02 PARTITION OF sample FOR VALUES FROM ('2024-02-01') TO ('2024-03-01') WITH (fillfactor = 90);
CREATE TABLE sample_rest PARTITION OF sample DEFAULT;
CREATE INDEX sample_at ON sample USING brin (at) WITH (pages_per_range = 32);
CREATE VIEW latest AS SELECT DISTINCT ON (sensor_id) sensor_id, at, value, quality FROM sample ORDER BY sensor_id, at DESC;
CREATE MATERIALIZED VIEW per_day AS
    SELECT sensor_id, at::date AS day, avg(value) AS average, count(*) AS n FROM sample GROUP BY 1, 2;
CREATE UNIQUE INDEX per_day_key ON per_day (sensor_id, day);
