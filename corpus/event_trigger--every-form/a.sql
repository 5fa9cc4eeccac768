CREATE SCHEMA guards;
CREATE TABLE t (id integer);
