INSERT INTO account SELECT n, n || '@example.org', NULL FROM generate_series(1, 300) n;
