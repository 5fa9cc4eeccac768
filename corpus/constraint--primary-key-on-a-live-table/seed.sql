INSERT INTO reading SELECT n % 7, timestamptz '2024-01-01 00:00Z' + n * interval '1 second', 1 FROM generate_series(1, 300) n;
