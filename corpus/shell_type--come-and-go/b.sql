CREATE TYPE public."Weird ""Shell";
COMMENT ON TYPE public."Weird ""Shell" IS 'yet to be';
CREATE TYPE public.owned;
ALTER TYPE public.owned OWNER TO pgmend_owner;
CREATE TYPE public.read;
CREATE FUNCTION public.read_in(cstring) RETURNS public.read LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE TABLE public.t (id integer PRIMARY KEY);
