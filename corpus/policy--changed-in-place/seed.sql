INSERT INTO doc VALUES (1, 1, 'ada');
