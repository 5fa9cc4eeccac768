INSERT INTO item SELECT n, 'c', 'w' || n, n, 1 FROM generate_series(1, 300) n;
INSERT INTO log SELECT n, 'l' FROM generate_series(1, 300) n;
