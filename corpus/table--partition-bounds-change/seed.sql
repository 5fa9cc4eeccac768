INSERT INTO ranged VALUES (1, 'low'), (150, 'high');
INSERT INTO listed VALUES ('a', 1), ('c', 3), ('z', 26);
