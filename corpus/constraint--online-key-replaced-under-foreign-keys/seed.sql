INSERT INTO shop SELECT n, 'c', 's' || n FROM generate_series(1, 100) n;
INSERT INTO clerk SELECT n, n FROM generate_series(1, 100) n;
INSERT INTO till SELECT n FROM generate_series(1, 100) n;
