CREATE TYPE public.old;
CREATE FUNCTION public.word_in(cstring) RETURNS public.old LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION public.word_out(public.old) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE public.old (input = public.word_in, output = public.word_out);
COMMENT ON TYPE public.old IS 'of letters';
CREATE FUNCTION public.same(public.old) RETURNS public.old LANGUAGE sql AS $$ SELECT $1 $$;
CREATE TABLE public.t (id integer PRIMARY KEY, w public.old, l public.old[]);
