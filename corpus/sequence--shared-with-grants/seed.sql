INSERT INTO invoice VALUES (1), (2);
