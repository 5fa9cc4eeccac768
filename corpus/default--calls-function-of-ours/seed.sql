INSERT INTO thing VALUES ('x', 1, 1, 1);
