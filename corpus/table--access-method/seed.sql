INSERT INTO to_heap2 VALUES (1, 'a'), (2, NULL);
INSERT INTO to_heap VALUES (1, 'b');
