INSERT INTO r VALUES (2), (3);
INSERT INTO lacks VALUES (2, 'x');
INSERT INTO otherwise VALUES (3, 'y');
INSERT INTO has VALUES (4, 'z');
INSERT INTO leaves VALUES (5, 'z');
INSERT INTO twice VALUES (6, 'z');
