CREATE TABLE a (id integer, n integer, t text);
CREATE TABLE b (id integer, a_id integer);
CREATE VIEW v1 AS SELECT a.id, n FROM a WHERE n IN (1, 2, 3) AND t LIKE 'x%';
CREATE VIEW v2 AS SELECT a.*, b.a_id FROM a JOIN b ON b.a_id = a.id WHERE n >= 1 AND n <= 2 AND NOT (t IS NULL);
ALTER VIEW v2 RENAME COLUMN t TO word;
