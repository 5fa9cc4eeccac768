CREATE DOMAIN sku AS text;
ALTER DOMAIN sku ADD CONSTRAINT sku_form CHECK (VALUE ~ '^[A-Z]{2}[0-9]+$');
CREATE TABLE article (sku sku PRIMARY KEY);
