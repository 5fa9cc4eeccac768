INSERT INTO stays VALUES (1, 'x');
