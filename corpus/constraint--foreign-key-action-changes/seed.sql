INSERT INTO author SELECT n FROM generate_series(1, 20) n;
INSERT INTO book SELECT n, 1 + n % 20 FROM generate_series(1, 300) n;
