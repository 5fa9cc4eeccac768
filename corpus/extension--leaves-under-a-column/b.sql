CREATE TABLE account (id integer PRIMARY KEY, login text NOT NULL);
