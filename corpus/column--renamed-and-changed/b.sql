CREATE TABLE t (id integer PRIMARY KEY, title varchar(100) NOT NULL DEFAULT '', extra text);
CREATE INDEX by_name ON t (title);
CREATE VIEW v AS SELECT id FROM t WHERE title IS NOT NULL;
CREATE INDEX by_extra ON t (extra);
