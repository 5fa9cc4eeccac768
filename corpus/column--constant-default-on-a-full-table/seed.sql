INSERT INTO document SELECT n, 'text' FROM generate_series(1, 300) n;
