CREATE DOMAIN email AS text
    CONSTRAINT email_short CHECK (length(VALUE) <= 254)
    CONSTRAINT email_lower CHECK (VALUE = lower(VALUE));
COMMENT ON CONSTRAINT email_lower ON DOMAIN email IS 'logins are compared bytewise';
CREATE TABLE person (id integer PRIMARY KEY, email email);
CREATE VIEW reachable AS SELECT id, email FROM person WHERE email IS NOT NULL;
