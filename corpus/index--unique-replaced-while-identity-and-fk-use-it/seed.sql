INSERT INTO account VALUES (1, 'a', NULL), (2, 'b', 'x');
INSERT INTO entry VALUES ('a'), (NULL);
