INSERT INTO "Odd ""p" VALUES (1, 1), (3, 1), (4, 1);
