INSERT INTO item VALUES (1, 'a', 1), (1, 'b', 5), (2, 'c', 9);
