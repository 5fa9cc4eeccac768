INSERT INTO invoice VALUES (1, 1, 1);
