CREATE TABLE message (id integer PRIMARY KEY, body text NOT NULL);
CREATE VIEW recent AS SELECT id, body FROM message;
