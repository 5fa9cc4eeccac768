INSERT INTO job (id, state) VALUES (1, 'queued'), (2, 'running'), (3, 'done');
INSERT INTO job_event VALUES (1, 'queued', 'came in'), (3, NULL, 'loose');
