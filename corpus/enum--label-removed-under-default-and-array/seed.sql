INSERT INTO car VALUES (1, 'red', '{}'), (2, 'blue', '{green,blue}'), (3, 'green', DEFAULT);
