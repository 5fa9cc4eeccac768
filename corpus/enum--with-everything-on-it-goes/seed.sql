INSERT INTO opening VALUES (1, 'short', 'mon', '{mon}'), (2, NULL, 'sun', NULL);
