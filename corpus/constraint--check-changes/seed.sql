INSERT INTO offer VALUES (1, 10, 5, 'a'), (2, 1, 0, 'b'), (3, 7, DEFAULT, NULL);
