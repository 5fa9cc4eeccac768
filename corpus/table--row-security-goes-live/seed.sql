INSERT INTO tenant VALUES (1, 'Ada'), (2, 'Bob');
INSERT INTO invoice VALUES (1, 1, 10), (2, 2, 20);
