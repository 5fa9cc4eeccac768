INSERT INTO customer VALUES (1, 'Ada'), (2, 'Grace');
INSERT INTO visit VALUES (10, 1), (11, 2), (12, DEFAULT);
