INSERT INTO keeper VALUES (1, 'a');
