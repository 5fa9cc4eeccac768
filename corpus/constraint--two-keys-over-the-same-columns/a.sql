CREATE TABLE stays (id integer NOT NULL, a integer, b integer);
