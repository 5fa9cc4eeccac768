CREATE TABLE payment (
    id integer PRIMARY KEY,
    amount numeric(12,2) NOT NULL,
    currency text NOT NULL,
    CONSTRAINT payment_amount_check CHECK (amount > 0),
    CONSTRAINT payment_currency_check CHECK (currency ~ '^[A-Z]{3}$')
);
COMMENT ON TABLE payment IS 'money that came in';
