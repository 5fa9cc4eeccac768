CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE SERVER other FOREIGN DATA WRAPPER w;
CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FOREIGN TABLE public.t (
    id integer OPTIONS (kept '1', changed 'old', leaves 'x') NOT NULL,
    small smallint,
    text text DEFAULT 'a',
    goes integer OPTIONS (a 'b'),
    CONSTRAINT goes_too CHECK (small > 0),
    CONSTRAINT later CHECK (id > 0) NOT VALID
) SERVER s OPTIONS (kept '1', changed 'old', leaves 'x');
CREATE TRIGGER noted BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.note();
CREATE VIEW public.v AS SELECT id FROM public.t;
COMMENT ON FOREIGN TABLE public.t IS 'old';
GRANT SELECT ON public.t TO pgmend_reader;
CREATE FOREIGN TABLE public.moves (id integer OPTIONS (column_name 'ID') NOT NULL CHECK (id > 0)) SERVER s OPTIONS (t 'moves');
COMMENT ON FOREIGN TABLE public.moves IS 'stays';
COMMENT ON COLUMN public.moves.id IS 'stays, too';
ALTER FOREIGN TABLE public.moves OWNER TO pgmend_owner;
GRANT SELECT, UPDATE ON public.moves TO pgmend_reader;
CREATE VIEW public.moved AS SELECT id FROM public.moves;
