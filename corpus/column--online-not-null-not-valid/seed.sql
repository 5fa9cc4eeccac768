INSERT INTO person SELECT n, 'n', 'k', 'w', 'l' FROM generate_series(1, 300) n;
INSERT INTO base VALUES (1, NULL);
INSERT INTO child VALUES (2, NULL, 'x');
INSERT INTO part VALUES ('2024-03-04', 7);
INSERT INTO keyed SELECT n FROM generate_series(1, 50) n;
