CREATE TYPE public.mood AS ENUM ('sad', 'ok', 'happy');
CREATE FUNCTION public.one(public.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
CREATE CAST (public.mood AS integer) WITH FUNCTION public.one(public.mood);
CREATE CAST (text AS public.mood) WITH INOUT AS IMPLICIT;
CREATE TABLE public.t (m public.mood);
