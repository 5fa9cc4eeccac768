CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE SERVER other FOREIGN DATA WRAPPER w;
CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FOREIGN TABLE public.t (
    id integer OPTIONS (kept '1', changed 'new', comes 'it''s'),
    small bigint NOT NULL,
    text text COLLATE "C" DEFAULT 'b',
    comes integer OPTIONS ("Weird ""Key" 'c') NOT NULL,
    twice integer GENERATED ALWAYS AS (id * 2) STORED,
    CONSTRAINT comes_too CHECK (small > 0),
    CONSTRAINT later CHECK (id > 0)
) SERVER s OPTIONS (kept '1', changed 'new \ 🐘', comes 'y');
CREATE TRIGGER noted BEFORE INSERT OR DELETE ON public.t FOR EACH ROW EXECUTE FUNCTION public.note();
CREATE VIEW public.v AS SELECT id FROM public.t;
COMMENT ON FOREIGN TABLE public.t IS 'new';
GRANT SELECT ON public.t TO pgmend_writer;
CREATE FOREIGN TABLE public.moves (id integer OPTIONS (column_name 'ID') NOT NULL CHECK (id > 0)) SERVER other OPTIONS (t 'moves');
COMMENT ON FOREIGN TABLE public.moves IS 'stays';
COMMENT ON COLUMN public.moves.id IS 'stays, too';
ALTER FOREIGN TABLE public.moves OWNER TO pgmend_owner;
GRANT SELECT, UPDATE ON public.moves TO pgmend_reader;
CREATE VIEW public.moved AS SELECT id FROM public.moves;
