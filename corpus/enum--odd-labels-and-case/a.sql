CREATE TYPE "Odd Type" AS ENUM ('a', 'A', ' a', 'a ', '''a''', '"a"', 'a,b', '{a}', 'null', 'NULL');
CREATE TABLE t (id integer PRIMARY KEY, v "Odd Type" DEFAULT 'a ', l "Odd Type"[] DEFAULT '{"a,b","\"a\"","{a}","null"}');
