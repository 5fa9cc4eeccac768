INSERT INTO payment (id) VALUES (1), (2);
