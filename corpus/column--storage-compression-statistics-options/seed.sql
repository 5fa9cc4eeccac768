INSERT INTO doc (id, s1, s2) VALUES (1, 'a', 'b');
