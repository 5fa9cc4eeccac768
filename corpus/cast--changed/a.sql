CREATE TYPE public.mood AS ENUM ('sad', 'ok');
CREATE FUNCTION public.one(public.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
CREATE FUNCTION public.two(public.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 2 $$;
CREATE CAST (public.mood AS integer) WITH FUNCTION public.one(public.mood);
CREATE CAST (public.mood AS bigint) WITH INOUT;
CREATE CAST (text AS public.mood) WITH INOUT;
COMMENT ON CAST (public.mood AS integer) IS 'stays';
CREATE TABLE public.t (m public.mood);
CREATE VIEW public.v AS SELECT m::integer AS n FROM public.t;
