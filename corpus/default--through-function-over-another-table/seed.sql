INSERT INTO z_first VALUES (1, 'old');
