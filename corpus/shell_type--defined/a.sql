CREATE TYPE public.a;
CREATE FUNCTION public.a_in(cstring) RETURNS public.a LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION public.a_out(public.a) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
ALTER TYPE public.a OWNER TO pgmend_owner;
COMMENT ON TYPE public.a IS 'the same';
CREATE TYPE public.b;
