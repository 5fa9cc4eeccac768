CREATE TYPE order_status AS ENUM ('open', 'paid', 'packed', 'shipped', 'returned');
CREATE TYPE payment_method AS ENUM ('card', 'transfer', 'voucher');
CREATE TABLE country (code char(2) PRIMARY KEY, name text NOT NULL);
CREATE TABLE customer (
    id serial PRIMARY KEY,
    email varchar(254) NOT NULL UNIQUE,
    name text NOT NULL,
    country char(2) REFERENCES country,
    created timestamp NOT NULL DEFAULT '2020-01-01',
    deleted_at timestamptz,
    newsletter boolean NOT NULL DEFAULT false
);
CREATE TABLE address (
    id serial PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer ON DELETE CASCADE,
    street text NOT NULL,
    city text NOT NULL,
    kind text NOT NULL DEFAULT 'delivery' CHECK (kind IN ('delivery', 'invoice', 'pickup'))
);
CREATE UNIQUE INDEX address_one_invoice ON address (customer_id) WHERE kind = 'invoice';
CREATE TABLE category (id serial PRIMARY KEY, parent_id integer REFERENCES category ON DELETE RESTRICT, name text NOT NULL);
CREATE TABLE product (
    id serial PRIMARY KEY,
    sku varchar(40) NOT NULL,
    title text NOT NULL,
    description text,
    price numeric(12,2) NOT NULL CONSTRAINT price_not_negative CHECK (price >= 0),
    weight_g integer,
    search tsvector GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || coalesce(description, ''))) STORED
);
CREATE UNIQUE INDEX product_sku ON product (sku);
CREATE INDEX product_search ON product USING gin (search);
CREATE TABLE product_category (
    product_id integer NOT NULL REFERENCES product ON DELETE CASCADE,
    category_id integer NOT NULL REFERENCES category,
    PRIMARY KEY (product_id, category_id)
);
CREATE TABLE warehouse (id smallint PRIMARY KEY, name text);
CREATE TABLE stock (
    warehouse_id smallint NOT NULL REFERENCES warehouse,
    product_id integer NOT NULL REFERENCES product,
    quantity integer NOT NULL DEFAULT 0,
    reserved integer NOT NULL DEFAULT 0,
    PRIMARY KEY (warehouse_id, product_id),
    CONSTRAINT stock_not_negative CHECK (quantity >= reserved AND reserved >= 0)
);
CREATE TABLE shop_order (
    id serial PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer,
    status order_status NOT NULL DEFAULT 'open',
    placed_at timestamp NOT NULL DEFAULT '2020-01-01',
    total numeric(12,2),
    delivery_address_id integer REFERENCES address
);
CREATE INDEX shop_order_customer ON shop_order (customer_id, placed_at DESC);
CREATE INDEX shop_order_waiting ON shop_order (placed_at) WHERE status IN ('paid', 'packed');
CREATE TABLE order_line (
    order_id integer NOT NULL REFERENCES shop_order ON DELETE CASCADE,
    line_no smallint NOT NULL,
    product_id integer NOT NULL REFERENCES product,
    quantity integer NOT NULL CHECK (quantity > 0),
    price numeric(12,2) NOT NULL,
    PRIMARY KEY (order_id, line_no)
);
CREATE INDEX order_line_product ON order_line (product_id) INCLUDE (quantity);
CREATE TABLE payment (
    id serial PRIMARY KEY,
    order_id integer NOT NULL REFERENCES shop_order,
    amount numeric(12,2) NOT NULL,
    method payment_method
);
CREATE TABLE coupon (code text PRIMARY KEY, percent integer CHECK (percent BETWEEN 1 AND 100), valid daterange);
CREATE TABLE coupon_use (
    coupon text NOT NULL REFERENCES coupon ON UPDATE CASCADE,
    order_id integer NOT NULL REFERENCES shop_order,
    PRIMARY KEY (coupon, order_id)
);
CREATE TABLE review (
    id serial PRIMARY KEY,
    product_id integer NOT NULL REFERENCES product ON DELETE CASCADE,
    customer_id integer REFERENCES customer ON DELETE SET NULL,
    stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
    body text
);
CREATE UNIQUE INDEX review_once ON review (product_id, customer_id);
CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    what regclass NOT NULL,
    before jsonb,
    after jsonb
);
CREATE INDEX audit_at ON audit USING brin (at);
CREATE FUNCTION write_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO public.audit (what, before, after) VALUES (TG_RELID, to_jsonb(OLD), to_jsonb(NEW));
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION write_audit() FROM PUBLIC;
CREATE TRIGGER order_audit AFTER INSERT OR UPDATE OR DELETE ON shop_order FOR EACH ROW EXECUTE FUNCTION write_audit();
CREATE TRIGGER payment_audit AFTER INSERT OR UPDATE OR DELETE ON payment FOR EACH ROW EXECUTE FUNCTION write_audit();
CREATE VIEW open_order AS
    SELECT o.id, c.name, c.email, o.total FROM shop_order o JOIN customer c ON c.id = o.customer_id
    WHERE o.status = 'open' AND c.deleted_at IS NULL;
CREATE VIEW product_stock AS
    SELECT p.id, p.sku, p.title, coalesce(sum(s.quantity), 0) AS quantity, coalesce(sum(s.quantity - s.reserved), 0) AS free
    FROM product p LEFT JOIN stock s ON s.product_id = p.id GROUP BY p.id;
CREATE FUNCTION order_total(o integer) RETURNS numeric LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(sum(quantity * price), 0) FROM public.order_line WHERE order_id = o $$;
GRANT SELECT ON open_order, product_stock TO pgmend_reader;
