INSERT INTO target VALUES (1, 1, 1), (2, 2, 2);
INSERT INTO other_target VALUES (1), (2);
INSERT INTO source VALUES (1, 1, 1, 1, 1, 1, 1, 1), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
