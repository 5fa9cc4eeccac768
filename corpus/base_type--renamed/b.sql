CREATE TYPE public."Weird ""Word";
CREATE FUNCTION public.word_in(cstring) RETURNS public."Weird ""Word" LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION public.word_out(public."Weird ""Word") RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE public."Weird ""Word" (input = public.word_in, output = public.word_out);
COMMENT ON TYPE public."Weird ""Word" IS 'of letters';
CREATE FUNCTION public.same(public."Weird ""Word") RETURNS public."Weird ""Word" LANGUAGE sql AS $$ SELECT $1 $$;
CREATE TABLE public.t (id integer PRIMARY KEY, w public."Weird ""Word", l public."Weird ""Word"[]);
