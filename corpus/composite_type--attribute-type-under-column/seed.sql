INSERT INTO route VALUES (1, ROW('Ulm', 3)), (2, NULL);
