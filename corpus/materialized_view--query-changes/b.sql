CREATE TABLE sale (id integer PRIMARY KEY, shop integer, amount numeric);
CREATE MATERIALIZED VIEW per_shop AS SELECT shop, sum(amount) AS amount FROM sale WHERE amount > 0 GROUP BY shop;
CREATE UNIQUE INDEX per_shop_shop ON per_shop (shop);
CREATE INDEX per_shop_amount ON per_shop (amount DESC) WHERE amount > 0;
ALTER MATERIALIZED VIEW per_shop CLUSTER ON per_shop_shop;
COMMENT ON INDEX per_shop_shop IS 'one row per shop';
GRANT SELECT ON per_shop TO pgmend_reader;
CREATE VIEW top_shop AS SELECT shop FROM per_shop ORDER BY amount DESC LIMIT 1;
GRANT SELECT ON top_shop TO pgmend_writer;
