CREATE TABLE doc (id integer PRIMARY KEY, s1 text, s2 text, c1 text, c2 text COMPRESSION pglz, t1 integer, t2 integer, o1 integer, o2 integer);
ALTER TABLE doc ALTER s2 SET STORAGE EXTERNAL;
ALTER TABLE doc ALTER t2 SET STATISTICS 500;
ALTER TABLE doc ALTER o2 SET (n_distinct = -0.5, n_distinct_inherited = 100);
