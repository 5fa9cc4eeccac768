CREATE SCHEMA sales;
CREATE TABLE sales.orders (id integer PRIMARY KEY, total numeric, note text);
CREATE TABLE sales.lines (id integer PRIMARY KEY, item text);
CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE child (extra text) INHERITS (parent);
CREATE TABLE log (k integer NOT NULL, v text) PARTITION BY LIST (k);
CREATE TABLE log_1 PARTITION OF log FOR VALUES IN (1);
CREATE TABLE "Weird ""Table" ("Weird ""Column" integer PRIMARY KEY, "select" text);
