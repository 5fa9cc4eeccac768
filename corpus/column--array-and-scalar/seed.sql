INSERT INTO photo VALUES (1, '{1,2}', '{a,b}'), (2, '{}', NULL);
