CREATE TABLE metric (at date NOT NULL, host text NOT NULL, load double precision, tags text[] NOT NULL DEFAULT '{}') PARTITION BY RANGE (at);
CREATE TABLE metric_2024 PARTITION OF metric FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (host);
CREATE TABLE metric_2024_a PARTITION OF metric_2024 FOR VALUES IN ('a');
CREATE TABLE metric_2024_z PARTITION OF metric_2024 DEFAULT;
CREATE INDEX metric_load ON metric (load);
