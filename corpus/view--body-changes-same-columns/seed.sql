INSERT INTO member VALUES (1, 'Ada', NULL), (2, 'Grace', '2024-01-01');
