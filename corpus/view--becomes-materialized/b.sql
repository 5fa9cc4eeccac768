CREATE TABLE sale (id integer PRIMARY KEY, amount numeric, shop integer);
CREATE MATERIALIZED VIEW per_shop AS SELECT shop, sum(amount) AS amount FROM sale GROUP BY shop;
CREATE UNIQUE INDEX per_shop_shop ON per_shop (shop);
CREATE VIEW best AS SELECT id, amount FROM sale ORDER BY amount DESC LIMIT 3;
CREATE VIEW above_per_shop AS SELECT shop FROM per_shop WHERE amount > 10;
CREATE VIEW above_best AS SELECT id FROM best;
GRANT SELECT ON per_shop, best, above_best TO pgmend_reader;
COMMENT ON MATERIALIZED VIEW per_shop IS 'refreshed at night';
