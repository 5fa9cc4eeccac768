INSERT INTO deal (id, stage, next_stage) VALUES (1, 'idea', 'offer'), (2, 'won', NULL), (3, 'lost', NULL);
