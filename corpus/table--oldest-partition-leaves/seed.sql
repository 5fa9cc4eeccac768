INSERT INTO metric SELECT date '2023-12-01' + n, n, n FROM generate_series(1, 60) n;
