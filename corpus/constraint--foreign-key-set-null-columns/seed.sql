INSERT INTO author VALUES (1, 1), (1, 2);
INSERT INTO post VALUES (1, 1, 2, 1), (1, 2, NULL, 1);
