CREATE EXTENSION btree_gist;
CREATE TABLE price (product integer NOT NULL, valid daterange NOT NULL, amount numeric, CONSTRAINT price_key PRIMARY KEY (product, valid));
CREATE TABLE campaign (product integer, during daterange, name text);
