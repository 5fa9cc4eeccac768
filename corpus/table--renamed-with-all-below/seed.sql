INSERT INTO holder (name) VALUES ('anna'), ('berta');
INSERT INTO item VALUES (1, 1);
