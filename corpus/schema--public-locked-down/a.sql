CREATE TABLE notice (id integer PRIMARY KEY);
