CREATE TABLE a (t text); CREATE TABLE b (i integer);
