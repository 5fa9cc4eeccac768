CREATE EXTENSION hstore;
CREATE TABLE device (id integer PRIMARY KEY, labels hstore);
