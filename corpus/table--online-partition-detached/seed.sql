INSERT INTO log SELECT date '2024-01-01' + n, 'h', 'l' FROM generate_series(1, 700) n;
INSERT INTO shard SELECT n FROM generate_series(1, 100) n;
INSERT INTO kind VALUES ('a', 1), ('b', 2);
