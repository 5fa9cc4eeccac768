INSERT INTO p VALUES (3, 4, 'x', 5), (6, 7, 'y', 8), (9, 10, 'z', 11);
