INSERT INTO product VALUES ('a', 'A'), ('b', NULL);
INSERT INTO price VALUES ('a', 1), ('b', 2);
