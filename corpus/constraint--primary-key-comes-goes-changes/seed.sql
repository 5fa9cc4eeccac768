INSERT INTO comes VALUES (1, 'a'), (2, NULL);
INSERT INTO goes VALUES (1, 'a');
INSERT INTO changes VALUES (1, 1, 'x'), (2, 1, NULL);
