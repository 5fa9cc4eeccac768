CREATE TABLE word (id integer PRIMARY KEY, w text COLLATE "C" UNIQUE, v varchar(9), u text COLLATE "C");
CREATE INDEX word_v ON word (v);
