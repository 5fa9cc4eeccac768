INSERT INTO person SELECT n, 'n' || n, 'w', 'somebody' FROM generate_series(1, 300) n;
INSERT INTO base VALUES (1, NULL);
INSERT INTO child VALUES (2, NULL, 'x');
INSERT INTO part VALUES ('2024-03-04', 7);
