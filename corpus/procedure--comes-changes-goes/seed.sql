INSERT INTO account VALUES (1, 100), (2, 0);
