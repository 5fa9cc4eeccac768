INSERT INTO to_index VALUES (1, 'a'), (2, 'b');
INSERT INTO from_index VALUES (1, 'a');
