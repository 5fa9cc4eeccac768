INSERT INTO "Odd ""p" VALUES (1, 'x', 1), (3, 'y', 1);
INSERT INTO p_2 VALUES (2, 'z', 2);
INSERT INTO below VALUES (1, 2, 3, 4);
INSERT INTO aside VALUES (1, 2, 3, 4);
INSERT INTO deep VALUES (1, 2, 3, 4);
