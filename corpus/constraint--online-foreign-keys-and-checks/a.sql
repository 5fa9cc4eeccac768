CREATE TABLE customer (id integer NOT NULL CONSTRAINT customer_pkey PRIMARY KEY);
CREATE TABLE purchase (
    id integer NOT NULL CONSTRAINT purchase_pkey PRIMARY KEY,
    customer integer,
    parent integer,
    amount integer,
    CONSTRAINT amount_known CHECK (amount IS NOT NULL),
    CONSTRAINT amount_changes CHECK (amount > 0)
);
