INSERT INTO message SELECT n, 'hello' FROM generate_series(1, 300) n;
