INSERT INTO membership VALUES (1, 1, 'admin');
INSERT INTO doc VALUES (1, 1);
