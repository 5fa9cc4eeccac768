INSERT INTO project VALUES (1, 'plan'), (2, 'build');
