INSERT INTO team (name) VALUES ('red'), ('blue');
INSERT INTO player VALUES (1, 1, NULL), (2, NULL, 'blue');
