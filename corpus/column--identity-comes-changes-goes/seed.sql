INSERT INTO becomes VALUES (1), (2);
INSERT INTO changes (x) VALUES ('a'), ('b');
INSERT INTO ceases (x) VALUES ('a'), ('b');
