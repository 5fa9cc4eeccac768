INSERT INTO lost_serial VALUES (1, 'a'), (7, 'b');
INSERT INTO without_index VALUES (5, 'a'), (40, 'b'), (NULL, 'c');
INSERT INTO downwards VALUES (-1), (-9);
INSERT INTO "Odd ""Name" VALUES (1), (2);
INSERT INTO shared_one VALUES (1), (90);
INSERT INTO shared_two VALUES (1), (20), (91);
INSERT INTO of_parts VALUES (1, 'north'), (12, 'north');
