INSERT INTO sale VALUES (1, 1, 10), (2, 1, -3), (3, 2, 4);
