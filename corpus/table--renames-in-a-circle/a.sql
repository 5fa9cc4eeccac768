CREATE TABLE a (i integer); CREATE TABLE b (t text);
