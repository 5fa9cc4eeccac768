CREATE TABLE keeper (id integer PRIMARY KEY, v text);
CREATE TYPE a AS ENUM ('x', 'y');
CREATE SEQUENCE b;
CREATE VIEW c AS SELECT id, v FROM keeper;
CREATE TABLE d (x integer);
CREATE DOMAIN e AS text;
CREATE INDEX f ON keeper (v);
