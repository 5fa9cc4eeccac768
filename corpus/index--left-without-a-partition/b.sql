CREATE TABLE place (a integer, b integer);
CREATE TABLE part (a integer, b integer) PARTITION BY RANGE (a);
CREATE TABLE part_low PARTITION OF part FOR VALUES FROM (0) TO (10);
CREATE TABLE part_high PARTITION OF part FOR VALUES FROM (10) TO (20);
CREATE INDEX part_low_b ON part_low (b);
CREATE INDEX part_b ON ONLY part (b);
ALTER INDEX part_b ATTACH PARTITION part_low_b;
