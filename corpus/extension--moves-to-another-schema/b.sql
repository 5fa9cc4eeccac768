CREATE SCHEMA extensions;
CREATE EXTENSION hstore SCHEMA extensions;
CREATE TABLE device (id integer PRIMARY KEY, labels extensions.hstore NOT NULL DEFAULT '');
