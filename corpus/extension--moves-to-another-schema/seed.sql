INSERT INTO device VALUES (1, 'colour=>red'), (2, '');
