INSERT INTO item (id, net) VALUES (1, 10), (2, 2000.55);
