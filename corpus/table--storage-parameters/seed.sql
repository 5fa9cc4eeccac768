INSERT INTO reading VALUES (1, repeat('x', 3000)), (2, NULL);
