CREATE TYPE public.a;
CREATE FUNCTION public.a_in(cstring) RETURNS public.a LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION public.a_out(public.a) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE public.a (input = public.a_in, output = public.a_out, internallength = 4, passedbyvalue);
ALTER TYPE public.a OWNER TO pgmend_owner;
COMMENT ON TYPE public.a IS 'the same';
CREATE TYPE public.b AS ENUM ('x');
CREATE TABLE public.t (a public.a, b public.b);
