CREATE EXTENSION hstore;
CREATE TABLE device (id integer PRIMARY KEY, labels hstore NOT NULL DEFAULT '');
