INSERT INTO subscription VALUES (1, 'free'), (2, 'team'), (3, 'enterprise');
