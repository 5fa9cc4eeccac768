CREATE TYPE "Odd Type" AS ENUM ('a', 'A', ' a', 'a ', '''a''', '🐘', '"a"', 'a,b', '{a}', 'null', 'a label of sixty-three bytes, and PostgreSQL takes not one more');
CREATE TABLE t (id integer PRIMARY KEY, v "Odd Type" DEFAULT 'a ', l "Odd Type"[] DEFAULT '{"a,b","\"a\"","{a}","null"}');
