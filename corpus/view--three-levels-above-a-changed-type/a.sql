CREATE TABLE sale (id integer PRIMARY KEY, shop integer NOT NULL, amount integer NOT NULL);
CREATE VIEW paid_sale AS SELECT id, shop, amount FROM sale WHERE amount > 0;
CREATE VIEW shop_total AS SELECT shop, sum(amount) AS total FROM paid_sale GROUP BY shop;
CREATE VIEW best_shop AS SELECT shop, total FROM shop_total WHERE total > 1000;
ALTER VIEW shop_total OWNER TO pgmend_owner;
COMMENT ON COLUMN shop_total.total IS 'gross';
GRANT SELECT ON paid_sale TO pgmend_owner;
GRANT SELECT ON best_shop TO pgmend_reader;
