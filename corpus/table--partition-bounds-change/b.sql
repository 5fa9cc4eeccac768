CREATE TABLE ranged (n integer, t text) PARTITION BY RANGE (n);
CREATE TABLE ranged_low PARTITION OF ranged FOR VALUES FROM (0) TO (50);
CREATE TABLE ranged_high PARTITION OF ranged FOR VALUES FROM (50) TO (MAXVALUE);
CREATE TABLE listed (k text, v integer) PARTITION BY LIST (k);
CREATE TABLE listed_ab PARTITION OF listed FOR VALUES IN ('a');
CREATE TABLE listed_c PARTITION OF listed FOR VALUES IN ('c', 'b', NULL);
CREATE TABLE listed_default PARTITION OF listed FOR VALUES IN ('z');
