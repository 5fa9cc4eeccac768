CREATE TABLE t (id integer PRIMARY KEY, a text, b integer, CONSTRAINT b_once UNIQUE (b) WITH (fillfactor = 80));
CREATE INDEX parameters ON t (a) WITH (fillfactor = 80);
CREATE INDEX statistics ON t (lower(a), upper(a));
ALTER INDEX statistics ALTER COLUMN 1 SET STATISTICS 100;
