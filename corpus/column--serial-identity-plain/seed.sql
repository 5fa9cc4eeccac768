INSERT INTO one (x) VALUES ('a'), ('b');
INSERT INTO two (x) VALUES ('a'), ('b');
INSERT INTO three VALUES (1, 'a'), (2, 'b');
INSERT INTO four (x) VALUES ('a');
