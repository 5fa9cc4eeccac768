INSERT INTO country VALUES ('de', 'Germany', '49'), ('fr', 'France', NULL);
INSERT INTO town VALUES ('Jena', 'de'), ('Lyon', 'fr');
