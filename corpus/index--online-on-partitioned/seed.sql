INSERT INTO log SELECT date '2024-01-01' + n, 'a', 'line ' || n FROM generate_series(1, 600) n;
