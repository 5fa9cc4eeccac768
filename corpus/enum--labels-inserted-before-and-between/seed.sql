INSERT INTO shirt VALUES (1, 'S'), (2, 'L'), (3, 'S');
