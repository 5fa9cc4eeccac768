CREATE TABLE item (
    id integer PRIMARY KEY,
    net numeric(8,2) NOT NULL DEFAULT 0,
    rate numeric(4,3) NOT NULL DEFAULT 0.19,
    gross numeric(14,4) GENERATED ALWAYS AS (net * (1 + rate)) STORED,
    CONSTRAINT net_not_negative CHECK (net >= 0)
);
CREATE INDEX item_rounded ON item (round(net), id);
CREATE INDEX item_dear ON item (net) WHERE net > 1000;
ALTER TABLE item ENABLE ROW LEVEL SECURITY;
CREATE POLICY cheap ON item FOR SELECT TO pgmend_reader USING (net < 100) ;
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER net_changes BEFORE UPDATE OF net ON item FOR EACH ROW EXECUTE FUNCTION noted();
CREATE FUNCTION dearest() RETURNS numeric LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT max(item.net) FROM public.item;
END;
GRANT EXECUTE ON FUNCTION dearest() TO pgmend_reader;
