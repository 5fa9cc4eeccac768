INSERT INTO s (x) VALUES ('a'), ('b');
