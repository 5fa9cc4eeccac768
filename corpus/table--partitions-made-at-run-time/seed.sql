INSERT INTO event SELECT i, 'k' || i, i FROM generate_series(0, 149) i;
INSERT INTO "Kid 😀" VALUES (1, 'own');
