CREATE EXTENSION hstore VERSION '1.4';
CREATE TABLE device (id integer PRIMARY KEY, labels hstore);
