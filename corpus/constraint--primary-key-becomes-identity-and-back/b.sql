CREATE TABLE product (sku text NOT NULL, title text, id bigint GENERATED ALWAYS AS IDENTITY, CONSTRAINT product_pkey PRIMARY KEY (id), CONSTRAINT product_sku UNIQUE (sku));
CREATE TABLE price (sku text NOT NULL, amount numeric, CONSTRAINT price_product FOREIGN KEY (sku) REFERENCES product (sku));
