INSERT INTO "Odd ""t" VALUES (1, 1, 1);
