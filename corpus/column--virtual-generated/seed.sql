INSERT INTO circle (r) VALUES (1), (2.5);
