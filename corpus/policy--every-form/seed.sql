INSERT INTO tenant VALUES (1);
INSERT INTO doc VALUES (1, 1, 'ada', false);
