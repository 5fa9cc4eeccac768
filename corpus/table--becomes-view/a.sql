CREATE TABLE customer (id integer PRIMARY KEY, name text);
CREATE VIEW customer_name AS SELECT name FROM customer;
GRANT SELECT ON customer TO pgmend_reader;
COMMENT ON TABLE customer IS 'who buys';
