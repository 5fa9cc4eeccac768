INSERT INTO person VALUES ('a'), ('b');
