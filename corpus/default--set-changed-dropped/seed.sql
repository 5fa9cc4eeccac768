INSERT INTO t (comes, no) VALUES (1, 1), (NULL, NULL);
