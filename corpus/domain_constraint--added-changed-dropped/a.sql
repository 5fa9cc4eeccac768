CREATE DOMAIN email AS text
    CONSTRAINT email_has_at CHECK (VALUE ~ '@')
    CONSTRAINT email_short CHECK (length(VALUE) <= 100);
CREATE TABLE person (id integer PRIMARY KEY, email email);
CREATE VIEW reachable AS SELECT id, email FROM person WHERE email IS NOT NULL;
