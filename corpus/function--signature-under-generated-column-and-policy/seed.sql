INSERT INTO article (id, title) VALUES (1, 'First Words'), (2, 'hidden');
