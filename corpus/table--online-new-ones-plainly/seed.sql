INSERT INTO customer SELECT n FROM generate_series(1, 100) n;
