INSERT INTO slot VALUES (1, 'a', NULL), (2, 'a', '2024-01-01');
