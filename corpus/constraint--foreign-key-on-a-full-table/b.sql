CREATE TABLE customer (id integer PRIMARY KEY);
CREATE TABLE purchase (id integer PRIMARY KEY, customer_id integer NOT NULL);
CREATE INDEX purchase_customer_id_idx ON purchase (customer_id);
ALTER TABLE purchase ADD CONSTRAINT purchase_customer_id_fkey
    FOREIGN KEY (customer_id) REFERENCES customer ON DELETE CASCADE;
