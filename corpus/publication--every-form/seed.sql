INSERT INTO sales.orders VALUES (1, 2, 'x');
INSERT INTO log VALUES (1, 'x');
