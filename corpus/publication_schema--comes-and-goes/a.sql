CREATE SCHEMA sales;
CREATE SCHEMA "Weird ""Schema";
CREATE SCHEMA goes;
CREATE TABLE sales.t (id integer PRIMARY KEY, a text);
CREATE PUBLICATION from_tables FOR TABLE sales.t (id);
CREATE PUBLICATION from_schemas FOR TABLES IN SCHEMA sales, goes;
CREATE PUBLICATION made_anew FOR ALL TABLES;
