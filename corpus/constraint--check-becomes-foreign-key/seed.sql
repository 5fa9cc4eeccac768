INSERT INTO colour VALUES ('red'), ('blue');
INSERT INTO car VALUES (1, 'red', 'A 1', NULL), (2, 'blue', 'B 2', 1);
