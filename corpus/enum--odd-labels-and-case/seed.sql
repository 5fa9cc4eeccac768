INSERT INTO t VALUES (1, ' a', '{A," a","null"}'), (2, DEFAULT, DEFAULT), (3, '''a''', '{"a "}');
