CREATE TABLE product (sku text NOT NULL, title text, CONSTRAINT product_pkey PRIMARY KEY (sku));
CREATE TABLE price (sku text NOT NULL, amount numeric, CONSTRAINT price_product FOREIGN KEY (sku) REFERENCES product);
