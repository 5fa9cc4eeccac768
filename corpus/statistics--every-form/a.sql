CREATE SCHEMA other;
CREATE TABLE reading (id integer PRIMARY KEY, sensor integer, at timestamptz, place text, value numeric);
CREATE TABLE log (at timestamptz NOT NULL, level integer, line text) PARTITION BY RANGE (at);
CREATE TABLE log_2024 PARTITION OF log FOR VALUES FROM ('2024-01-01 00:00:00Z') TO ('2025-01-01 00:00:00Z');
CREATE MATERIALIZED VIEW per_sensor AS SELECT sensor, place, count(*) AS readings FROM reading GROUP BY sensor, place;
CREATE TABLE "Weird ""Table" ("Weird ""Column" integer, "select" text, "🐘" boolean);
