INSERT INTO region VALUES ('lacks'), ('otherwise'), ('has');
INSERT INTO lacks VALUES (2, 'lacks');
INSERT INTO otherwise VALUES (3, 'otherwise');
INSERT INTO has VALUES (4, 'has');
