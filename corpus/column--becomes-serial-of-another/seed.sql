INSERT INTO t (three) VALUES (1), (2);
