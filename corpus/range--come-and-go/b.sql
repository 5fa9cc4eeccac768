CREATE SCHEMA "Weird ""Schema";
CREATE COLLATION public.c (provider = libc, locale = 'C');
CREATE FUNCTION public.apart(a time, b time) RETURNS double precision LANGUAGE sql IMMUTABLE STRICT
    AS $$ SELECT EXTRACT(epoch FROM (a - b)) $$;
CREATE TYPE public.time_range AS RANGE (subtype = time, subtype_diff = public.apart);
CREATE TYPE public.texts AS RANGE (subtype = text, collation = public.c, multirange_type_name = "Weird ""Schema"."several 🐘");
CREATE TYPE "Weird ""Schema"."select" AS RANGE (subtype = text, subtype_opclass = text_pattern_ops);
ALTER TYPE public.time_range OWNER TO pgmend_owner;
GRANT USAGE ON TYPE public.time_range TO pgmend_reader;
REVOKE USAGE ON TYPE public.time_range FROM PUBLIC;
COMMENT ON TYPE public.texts IS 'from here to there; it''s half open';
CREATE DOMAIN public.opening AS public.time_range CHECK (NOT isempty(VALUE));
CREATE FUNCTION public.first(public.texts) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower($1) $$;
CREATE TABLE public.t (
    id integer PRIMARY KEY,
    open public.opening,
    pages public.texts DEFAULT public.texts('a', 'b'),
    several "Weird ""Schema"."several 🐘",
    list public.time_range[]
);
CREATE INDEX t_pages ON public.t USING gist (pages);
CREATE VIEW public.now AS SELECT id FROM public.t WHERE open @> '10:00'::time;
