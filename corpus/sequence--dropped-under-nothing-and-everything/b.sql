CREATE SEQUENCE survivor;
CREATE TABLE t (id integer PRIMARY KEY, a bigint);
