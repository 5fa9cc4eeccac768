CREATE TABLE log (at date NOT NULL, host text, line text) PARTITION BY RANGE (at);
CREATE TABLE log_2024 PARTITION OF log FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE log_2025 PARTITION OF log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (host);
CREATE TABLE log_2025_a PARTITION OF log_2025 FOR VALUES IN ('a');
CREATE INDEX log_changes ON log (host, line);
CREATE UNIQUE INDEX log_comes ON log (at, host, line);
CREATE INDEX log_named ON ONLY log (at, line);
CREATE INDEX log_2024_named ON log_2024 (at, line);
ALTER INDEX log_named ATTACH PARTITION log_2024_named;
