CREATE TABLE known (id integer PRIMARY KEY, a integer, b integer);
