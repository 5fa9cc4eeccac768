INSERT INTO p VALUES (1, 'x', 'a'), (2, 'y', 'b');
INSERT INTO q VALUES (1, 'x');
