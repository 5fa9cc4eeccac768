INSERT INTO member SELECT n, n || '@example.org', NULL FROM generate_series(1, 100) n;
INSERT INTO letter VALUES ('1@example.org'), ('7@example.org'), (NULL);
