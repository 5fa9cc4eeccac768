CREATE TYPE order_state AS ENUM ('new', 'paid', 'sent');
CREATE TABLE shop_order (
    id integer PRIMARY KEY,
    state order_state NOT NULL DEFAULT 'new',
    reason text
);
CREATE FUNCTION is_final(s order_state) RETURNS boolean LANGUAGE sql IMMUTABLE
    AS $$ SELECT s = 'sent'::public.order_state $$;
