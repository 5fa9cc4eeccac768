INSERT INTO contact VALUES (1, 'Ada', false), (2, 'Grace', true);
