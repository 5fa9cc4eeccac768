CREATE TABLE payment (id integer PRIMARY KEY, amount numeric(12,2) NOT NULL, currency text NOT NULL);
COMMENT ON TABLE payment IS 'money that came in';
