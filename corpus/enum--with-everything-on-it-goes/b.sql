CREATE TABLE opening (id integer PRIMARY KEY, note text);
