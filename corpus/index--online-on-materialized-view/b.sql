CREATE TABLE sale (shop integer, amount integer);
CREATE MATERIALIZED VIEW total AS SELECT shop, sum(amount) AS amount FROM sale GROUP BY shop;
CREATE UNIQUE INDEX total_shop ON total (shop) INCLUDE (amount);
CREATE INDEX total_amount ON total (amount);
CREATE MATERIALIZED VIEW renewed AS SELECT shop, amount FROM sale;
CREATE INDEX renewed_shop ON renewed (shop);
