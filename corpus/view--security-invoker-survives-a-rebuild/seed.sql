INSERT INTO patient VALUES (1, 'ada', 'Tim', '2015-05-05');
