INSERT INTO land VALUES ('de', 'Germany'), ('at', 'Austria');
INSERT INTO town VALUES (1, 'de'), (2, 'at'), (3, NULL);
INSERT INTO river VALUES (1, 'de', 'at');
