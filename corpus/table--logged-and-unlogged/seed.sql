INSERT INTO session (data) VALUES ('a'), ('b');
INSERT INTO cache_entry VALUES ('k', 'v'), ('l', NULL);
