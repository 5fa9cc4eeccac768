INSERT INTO job (id, state, hoped) VALUES (1, 'new', 'in work'), (2, 'in work', NULL), (3, 'it''s "done", really', 'lost');
INSERT INTO job (id, state, before) VALUES (4, 'lost', '{}'), (5, 'new', '{lost,NULL,"in work"}');
INSERT INTO task VALUES (1, 'new'), (2, 'in work'), (3, 'it''s "done", really');
