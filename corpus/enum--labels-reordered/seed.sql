INSERT INTO log_line VALUES (1, 'debug', 'a'), (2, 'error', 'b'), (3, 'warning', 'c'), (4, 'info', NULL);
