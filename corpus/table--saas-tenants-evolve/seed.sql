INSERT INTO tenant VALUES (1, 'north'), (2, 'south');
INSERT INTO account SELECT g, 1 + g % 2, 'a' || g || '@example.org', CASE WHEN g < 3 THEN 'admin' ELSE 'member' END FROM generate_series(1, 10) g;
INSERT INTO project SELECT g, 1 + g % 2, 'Project ' || g, g FROM generate_series(1, 6) g;
INSERT INTO task SELECT g, 1 + g % 6, 1 + (1 + g % 6) % 2, 'Task ' || g, g % 3 = 0, NULL FROM generate_series(1, 30) g;
