CREATE TYPE order_status AS ENUM ('open', 'paid', 'shipped');
CREATE TABLE country (code char(2) PRIMARY KEY, name text NOT NULL);
CREATE TABLE customer (
    id serial PRIMARY KEY,
    email varchar(100) NOT NULL UNIQUE,
    name varchar(80) NOT NULL,
    country char(2) REFERENCES country,
    created timestamp NOT NULL DEFAULT '2020-01-01'
);
CREATE TABLE address (
    id serial PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer ON DELETE CASCADE,
    street text NOT NULL,
    city text NOT NULL,
    kind text NOT NULL DEFAULT 'delivery' CHECK (kind IN ('delivery', 'invoice'))
);
CREATE TABLE category (id serial PRIMARY KEY, parent_id integer REFERENCES category, name text NOT NULL);
CREATE TABLE product (
    id serial PRIMARY KEY,
    sku varchar(20) NOT NULL,
    title text NOT NULL,
    description text,
    price numeric(8,2) NOT NULL,
    weight_g integer
);
CREATE UNIQUE INDEX product_sku ON product (sku);
CREATE TABLE product_category (
    product_id integer NOT NULL REFERENCES product,
    category_id integer NOT NULL REFERENCES category,
    PRIMARY KEY (product_id, category_id)
);
CREATE TABLE warehouse (id smallint PRIMARY KEY, name text);
CREATE TABLE stock (
    warehouse_id smallint NOT NULL REFERENCES warehouse,
    product_id integer NOT NULL REFERENCES product,
    quantity integer NOT NULL DEFAULT 0,
    PRIMARY KEY (warehouse_id, product_id),
    CONSTRAINT stock_not_negative CHECK (quantity >= 0)
);
CREATE TABLE shop_order (
    id serial PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer,
    status order_status NOT NULL DEFAULT 'open',
    placed_at timestamp NOT NULL DEFAULT '2020-01-01',
    total numeric(8,2)
);
CREATE INDEX shop_order_customer ON shop_order (customer_id);
CREATE TABLE order_line (
    order_id integer NOT NULL REFERENCES shop_order ON DELETE CASCADE,
    line_no smallint NOT NULL,
    product_id integer NOT NULL REFERENCES product,
    quantity integer NOT NULL CHECK (quantity > 0),
    price numeric(8,2) NOT NULL,
    PRIMARY KEY (order_id, line_no)
);
CREATE TABLE payment (
    id serial PRIMARY KEY,
    order_id integer NOT NULL REFERENCES shop_order,
    amount numeric(8,2) NOT NULL,
    method text
);
CREATE TABLE coupon (code text PRIMARY KEY, percent integer CHECK (percent BETWEEN 1 AND 100));
CREATE TABLE review (
    id serial PRIMARY KEY,
    product_id integer NOT NULL REFERENCES product ON DELETE CASCADE,
    customer_id integer REFERENCES customer ON DELETE SET NULL,
    stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
    body text
);
CREATE TABLE legacy_export (id integer, blob bytea);
CREATE VIEW open_order AS
    SELECT o.id, c.name, c.email, o.total FROM shop_order o JOIN customer c ON c.id = o.customer_id WHERE o.status = 'open';
CREATE VIEW product_stock AS
    SELECT p.id, p.sku, p.title, coalesce(sum(s.quantity), 0) AS quantity
    FROM product p LEFT JOIN stock s ON s.product_id = p.id GROUP BY p.id;
CREATE FUNCTION order_total(o integer) RETURNS numeric LANGUAGE sql STABLE
    AS $$ SELECT sum(quantity * price) FROM public.order_line WHERE order_id = o $$;
