INSERT INTO country VALUES ('de', 'DEU'), ('nl', 'NLD');
INSERT INTO city VALUES (1, NULL), (2, NULL);
