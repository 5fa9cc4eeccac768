INSERT INTO member VALUES (1, 'Ada', 1), (2, 'Bob', 0);
