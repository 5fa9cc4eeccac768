CREATE TABLE t (id integer PRIMARY KEY, a text);
CREATE MATERIALIZED VIEW counted AS SELECT a, count(*) AS n FROM t GROUP BY a;
CREATE UNIQUE INDEX by_a ON counted (a);
CREATE VIEW above AS SELECT n FROM counted;
