CREATE TABLE metric (at date NOT NULL, host integer NOT NULL, value real,
    CONSTRAINT metric_pkey PRIMARY KEY (at, host)) PARTITION BY RANGE (at);
CREATE INDEX metric_host ON metric (host);
CREATE TABLE metric_2023 PARTITION OF metric FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE metric_2024 PARTITION OF metric FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE VIEW loudest AS SELECT host, max(value) AS value FROM metric GROUP BY host;
