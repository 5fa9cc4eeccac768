INSERT INTO sensor VALUES (1, 'roof'), (2, 'cellar');
INSERT INTO sample SELECT '2023-11-01'::timestamp + g * interval '11 hours', 1 + g % 2, g % 50 FROM generate_series(0, 150) g;
