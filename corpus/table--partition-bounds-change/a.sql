CREATE TABLE ranged (n integer, t text) PARTITION BY RANGE (n);
CREATE TABLE ranged_low PARTITION OF ranged FOR VALUES FROM (0) TO (100);
CREATE TABLE ranged_high PARTITION OF ranged FOR VALUES FROM (100) TO (200);
CREATE TABLE listed (k text, v integer) PARTITION BY LIST (k);
CREATE TABLE listed_ab PARTITION OF listed FOR VALUES IN ('a', 'b');
CREATE TABLE listed_c PARTITION OF listed FOR VALUES IN ('c');
CREATE TABLE listed_default PARTITION OF listed DEFAULT;
