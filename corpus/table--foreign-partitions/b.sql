CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE SERVER other FOREIGN DATA WRAPPER w;
CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE public.log (id integer NOT NULL, at date, note text, CONSTRAINT positive CHECK (id > 0)) PARTITION BY RANGE (at);
CREATE TABLE public.log_now PARTITION OF public.log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE FOREIGN TABLE public.log_old (id integer OPTIONS (a 'b') NOT NULL, at date, note text, CONSTRAINT positive CHECK (id > 0))
    SERVER s OPTIONS (t 'old');
CREATE FOREIGN TABLE public.log_moved PARTITION OF public.log FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') SERVER other;
CREATE FOREIGN TABLE public.log_alone PARTITION OF public.log FOR VALUES FROM ('2022-01-01') TO ('2023-01-01') SERVER s;
CREATE FOREIGN TABLE public.log_rest PARTITION OF public.log (note DEFAULT 'far') DEFAULT SERVER s OPTIONS (t 'rest');
CREATE TRIGGER noted BEFORE INSERT ON public.log FOR EACH ROW EXECUTE FUNCTION public.note();
CREATE INDEX log_note ON public.log (note);
