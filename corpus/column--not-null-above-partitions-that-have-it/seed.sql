INSERT INTO p VALUES (1, '1', 'one'), (2, '2', 'two');
INSERT INTO above VALUES (1, 2);
INSERT INTO below VALUES (3, 4, 5);
