CREATE EXTENSION btree_gist;
CREATE TABLE price (product integer NOT NULL, valid daterange NOT NULL, amount numeric,
    CONSTRAINT price_key PRIMARY KEY (product, valid WITHOUT OVERLAPS),
    CONSTRAINT price_amount UNIQUE (amount, valid WITHOUT OVERLAPS));
CREATE TABLE campaign (product integer, during daterange, name text,
    CONSTRAINT campaign_price FOREIGN KEY (product, PERIOD during) REFERENCES price (product, PERIOD valid));
