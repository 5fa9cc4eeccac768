CREATE TABLE document (id integer PRIMARY KEY, body text NOT NULL);
