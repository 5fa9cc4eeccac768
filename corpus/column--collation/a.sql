CREATE TABLE word (id integer PRIMARY KEY, w text UNIQUE, v varchar(9) COLLATE "C", u text COLLATE "POSIX");
CREATE INDEX word_v ON word (v);
