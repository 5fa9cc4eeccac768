INSERT INTO person VALUES (1, 'Ada', '1815-12-10'), (2, '', NULL);
