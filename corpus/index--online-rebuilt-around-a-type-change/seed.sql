INSERT INTO reading SELECT n, n::text, NULL, 'x' FROM generate_series(1, 100) n;
