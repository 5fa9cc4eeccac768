INSERT INTO event VALUES (1, 'eu', 'a'), (2, 'us', 'b');
