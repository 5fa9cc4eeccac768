CREATE TABLE part (at date, amount integer NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE part_0 PARTITION OF part FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE part_1 (at date, amount integer);
CREATE TABLE part_2 (at date, amount integer NOT NULL);
ALTER TABLE part ATTACH PARTITION part_2 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE apart (at date, amount integer NOT NULL);
