INSERT INTO sale VALUES (1, 10, 1), (2, 20, 1), (3, 5, 2);
