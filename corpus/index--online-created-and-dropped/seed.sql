INSERT INTO event SELECT n, 'h' || n % 7, date '2024-01-01' + n, 'Note ' || n, n::text FROM generate_series(1, 500) n;
