INSERT INTO tag VALUES ('red', 'Red', 'r'), ('blue', NULL, NULL);
INSERT INTO tagged VALUES ('red', '2024-01-01');
