CREATE COLLATION public.c (provider = libc, locale = 'C');
CREATE FUNCTION public.apart(a integer, b integer) RETURNS double precision LANGUAGE sql IMMUTABLE STRICT
    AS $$ SELECT (a - b)::double precision $$;
CREATE TYPE public.numbers AS RANGE (subtype = integer);
CREATE TYPE public.far AS RANGE (subtype = integer, subtype_diff = public.apart);
CREATE TYPE public.words AS RANGE (subtype = text);
CREATE TYPE public.patterns AS RANGE (subtype = text, subtype_opclass = text_pattern_ops);
CREATE TYPE public.many AS RANGE (subtype = date, multirange_type_name = public.very_many);
COMMENT ON TYPE public.numbers IS 'stays';
GRANT USAGE ON TYPE public.numbers TO pgmend_reader WITH GRANT OPTION;
CREATE FUNCTION public.size(public.numbers) RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
CREATE VIEW public.sizes AS SELECT public.size(NULL) AS size;
