CREATE TABLE keeper (id integer PRIMARY KEY, v text);
CREATE TABLE a (id integer);
CREATE VIEW b AS SELECT id FROM keeper;
CREATE INDEX c ON keeper (v);
CREATE TYPE d AS (x integer);
CREATE TYPE e AS ENUM ('x');
CREATE SEQUENCE f;
