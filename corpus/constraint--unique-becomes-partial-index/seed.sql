INSERT INTO login SELECT n, n || '@example.org' FROM generate_series(1, 300) n;
