INSERT INTO dept VALUES (1);
INSERT INTO employee VALUES (1, 'Ada', 1, 100, 'x'), (2, 'Grace', NULL, NULL, NULL);
