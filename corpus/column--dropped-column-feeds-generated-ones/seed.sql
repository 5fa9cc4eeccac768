INSERT INTO box (id, w, h) VALUES (1, 2, 3);
