INSERT INTO t (id, n, s) VALUES (1, 5, 7), (2, 117, NULL);
