CREATE TABLE sale (id integer PRIMARY KEY, at date NOT NULL, amount numeric NOT NULL);
