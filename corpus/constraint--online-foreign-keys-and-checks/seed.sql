INSERT INTO customer SELECT n FROM generate_series(1000, 1100) n;
INSERT INTO purchase SELECT n, 1000 + n % 100, NULL, n FROM generate_series(1, 300) n;
