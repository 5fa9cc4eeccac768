INSERT INTO goes (data) VALUES ('a');
INSERT INTO goes_alone (data) VALUES ('a'), ('b');
INSERT INTO comes DEFAULT VALUES;
