INSERT INTO stock VALUES (1, 5, 'shelf'), (2, 0, NULL);
