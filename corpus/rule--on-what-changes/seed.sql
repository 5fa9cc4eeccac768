INSERT INTO log VALUES (1, 'one', 2);
