INSERT INTO word VALUES (1, 'a', 'b', 'c'), (2, 'B', 'A', 'C');
