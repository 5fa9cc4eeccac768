INSERT INTO setting VALUES (1, 'true', '7', '2024-02-29'), (2, NULL, NULL, NULL);
