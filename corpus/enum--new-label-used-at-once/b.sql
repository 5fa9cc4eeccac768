CREATE TYPE order_state AS ENUM ('draft', 'new', 'paid', 'sent', 'cancelled');
CREATE TABLE shop_order (
    id integer PRIMARY KEY,
    state order_state NOT NULL DEFAULT 'draft',
    reason text,
    CONSTRAINT cancelled_has_reason CHECK (state <> 'cancelled' OR reason IS NOT NULL)
);
CREATE FUNCTION is_final(s order_state) RETURNS boolean LANGUAGE sql IMMUTABLE
    AS $$ SELECT s IN ('sent'::public.order_state, 'cancelled'::public.order_state) $$;
CREATE INDEX shop_order_cancelled ON shop_order (id) WHERE state = 'cancelled';
CREATE VIEW draft_order AS SELECT id FROM shop_order WHERE state = 'draft';
ALTER TABLE shop_order ENABLE ROW LEVEL SECURITY;
CREATE POLICY no_drafts ON shop_order FOR SELECT TO pgmend_reader USING (state <> 'draft');
