INSERT INTO song VALUES (1, 'A', 5), (2, 'B', 1);
