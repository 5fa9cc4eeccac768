INSERT INTO lead VALUES (1, 'Ada', '1', 'fair'), (2, 'Grace', '2', 'web');
