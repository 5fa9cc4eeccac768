INSERT INTO team VALUES (1);
INSERT INTO "Odd ""t" VALUES (1, 'ada', 1815, 1), (2, 'grace', NULL, NULL), (3, '100%', NULL, 1);
INSERT INTO sale SELECT n, CASE n % 2 WHEN 0 THEN 'north' ELSE 'south' END, n, NULLIF(n % 3, 0)::text FROM generate_series(1, 50) n;
