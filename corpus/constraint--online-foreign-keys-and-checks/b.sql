CREATE TABLE customer (id integer NOT NULL CONSTRAINT customer_pkey PRIMARY KEY);
CREATE TABLE gift (id integer NOT NULL CONSTRAINT gift_pkey PRIMARY KEY);
CREATE TABLE purchase (
    id integer NOT NULL CONSTRAINT purchase_pkey PRIMARY KEY,
    customer integer,
    parent integer,
    amount integer,
    gift integer,
    CONSTRAINT amount_known CHECK (amount IS NOT NULL),
    CONSTRAINT amount_changes CHECK (amount >= 0),
    CONSTRAINT "an ""odd"" check" CHECK (customer <> id) NO INHERIT,
    CONSTRAINT purchase_customer FOREIGN KEY (customer) REFERENCES customer (id)
        ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT purchase_parent FOREIGN KEY (parent) REFERENCES purchase (id),
    CONSTRAINT purchase_gift FOREIGN KEY (gift) REFERENCES gift (id),
    CONSTRAINT purchase_new FOREIGN KEY (customer) REFERENCES customer (id) NOT VALID
);
COMMENT ON CONSTRAINT purchase_customer ON purchase IS 'who bought it';
