CREATE TABLE t (id integer PRIMARY KEY WITH (fillfactor = 70), a text, b integer, CONSTRAINT b_once UNIQUE (b));
CREATE INDEX parameters ON t (a) WITH (deduplicate_items = off);
CREATE INDEX statistics ON t (lower(a), upper(a));
ALTER INDEX statistics ALTER COLUMN 2 SET STATISTICS 1000;
COMMENT ON INDEX statistics IS 'both cases';
