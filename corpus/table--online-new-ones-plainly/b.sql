CREATE TABLE customer (id integer NOT NULL, CONSTRAINT customer_pkey PRIMARY KEY (id));
CREATE TABLE purchase (id integer NOT NULL, customer integer NOT NULL, amount integer,
    CONSTRAINT purchase_pkey PRIMARY KEY (id),
    CONSTRAINT amount_positive CHECK (amount > 0),
    CONSTRAINT purchase_customer FOREIGN KEY (customer) REFERENCES customer (id));
CREATE INDEX purchase_by_customer ON purchase (customer);
CREATE MATERIALIZED VIEW spent AS SELECT customer, sum(amount) AS amount FROM purchase GROUP BY customer;
CREATE UNIQUE INDEX spent_customer ON spent (customer);
