CREATE TYPE public.a;
CREATE FUNCTION public.a_in(cstring) RETURNS public.a LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION public.a_out(public.a) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE public.a (input = public.a_in, output = public.a_out, internallength = 4, passedbyvalue, category = 'N');
CREATE TABLE public.t (id integer PRIMARY KEY, a public.a);
