INSERT INTO sale VALUES (1, 1, 700), (2, 1, 600), (3, 2, 5);
