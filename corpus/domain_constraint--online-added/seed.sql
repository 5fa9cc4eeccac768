INSERT INTO person (age) SELECT n FROM generate_series(1, 90) n;
