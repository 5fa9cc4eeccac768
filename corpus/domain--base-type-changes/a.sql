CREATE DOMAIN customer_no AS integer CONSTRAINT positive CHECK (VALUE > 0);
CREATE TABLE customer (no customer_no PRIMARY KEY, name text);
CREATE TABLE visit (id integer PRIMARY KEY, customer_no customer_no DEFAULT 1 REFERENCES customer (no));
CREATE INDEX visit_customer ON visit (customer_no);
CREATE VIEW visitor AS SELECT DISTINCT customer_no FROM visit;
