CREATE SCHEMA sales;
CREATE SCHEMA "Weird ""Schema";
CREATE SCHEMA comes;
CREATE TABLE sales.t (id integer PRIMARY KEY, a text);
CREATE PUBLICATION from_tables FOR TABLES IN SCHEMA sales, comes;
CREATE PUBLICATION from_schemas FOR TABLE sales.t (id);
CREATE PUBLICATION made_anew FOR TABLES IN SCHEMA "Weird ""Schema", public;
