INSERT INTO thing (id, name, price, tags, doc, at) VALUES (1, 'a', 1, '{x}', '{"a": "b"}', '2024-01-01 00:00Z'), (2, 'b', 0, NULL, NULL, NULL);
