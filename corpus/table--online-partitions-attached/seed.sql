INSERT INTO event VALUES (1, '2023-05-05', 'x'), (2, '2020-01-01', 'rest');
INSERT INTO event_2024 VALUES (3, '2024-02-29', 'y');
INSERT INTO "Weird ""Part" VALUES ('z', 1);
INSERT INTO part_ab VALUES ('a', 1), ('it''s, b', 2);
INSERT INTO part_null VALUES (NULL, 1), ('none', 2);
INSERT INTO reading_low VALUES (1, -2);
INSERT INTO reading_high VALUES (1, -1.5), (2, 999);
INSERT INTO part_hash_0 VALUES (1), (2);
