CREATE TABLE t (id integer PRIMARY KEY, name varchar(50), old_only integer);
CREATE INDEX by_name ON t (name);
CREATE VIEW v AS SELECT id FROM t WHERE name IS NOT NULL;
