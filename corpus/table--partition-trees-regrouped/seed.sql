INSERT INTO tree VALUES (1, 1), (1, 2), (2, 5);
