INSERT INTO payment SELECT n, n, 'EUR' FROM generate_series(1, 300) n;
