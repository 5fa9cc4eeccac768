CREATE TABLE party (id integer PRIMARY KEY, name text, buys boolean NOT NULL DEFAULT true);
CREATE VIEW customer AS SELECT id, name FROM party WHERE buys;
CREATE VIEW customer_name AS SELECT name FROM customer;
GRANT SELECT ON customer TO pgmend_reader;
COMMENT ON VIEW customer IS 'who buys';
