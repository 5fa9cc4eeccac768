INSERT INTO bag VALUES (1, 'left', 5), (2, 'right', 20), (3, NULL, NULL);
