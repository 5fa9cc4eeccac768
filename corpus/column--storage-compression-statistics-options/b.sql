CREATE TABLE doc (id integer PRIMARY KEY, s1 text, s2 text, c1 text COMPRESSION pglz, c2 text, t1 integer, t2 integer, o1 integer, o2 integer);
ALTER TABLE doc ALTER s1 SET STORAGE MAIN;
ALTER TABLE doc ALTER s2 SET STORAGE PLAIN;
ALTER TABLE doc ALTER t1 SET STATISTICS 0;
ALTER TABLE doc ALTER o1 SET (n_distinct = 7);
ALTER TABLE doc ALTER o2 SET (n_distinct = -0.9);
