INSERT INTO lease VALUES (1, 'Ada', 1), (2, 'Grace', 2);
