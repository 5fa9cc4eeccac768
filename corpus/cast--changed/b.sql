CREATE TYPE public.mood AS ENUM ('sad', 'ok');
CREATE FUNCTION public.two(public.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 2 $$;
CREATE CAST (public.mood AS integer) WITH FUNCTION public.two(public.mood);
CREATE CAST (public.mood AS bigint) WITH INOUT AS ASSIGNMENT;
CREATE CAST (text AS public.mood) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (public.mood AS integer) IS 'stays';
CREATE TABLE public.t (m public.mood);
CREATE VIEW public.v AS SELECT m::integer AS n FROM public.t;
