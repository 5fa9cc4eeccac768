CREATE TABLE sale (id integer PRIMARY KEY, amount numeric, at date);
