INSERT INTO car VALUES (1, 'mauve', '{mauve,NULL,lilac,red}', 'lilac', '{mauve}', '{"it''s {odd}",blue}'),
    (2, 'red', '{}', NULL, NULL, NULL), (3, 'it''s {odd}', '{"it''s {odd}"}', 'blue', '{NULL}', '{}');
INSERT INTO truck VALUES (1, 'lilac'), (2, 'blue'), (3, NULL);
