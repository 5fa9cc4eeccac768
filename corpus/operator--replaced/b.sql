CREATE FUNCTION public.eq(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text = $2 $$;
CREATE FUNCTION public.eq2(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $2 = $1::text $$;
CREATE FUNCTION public.qe(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $2::text = $1 $$;
CREATE OPERATOR public.=== (leftarg = integer, rightarg = text, function = public.eq2, commutator = operator(public.===), hashes);
CREATE OPERATOR public.=== (leftarg = text, rightarg = integer, function = public.qe, commutator = operator(public.===));
COMMENT ON OPERATOR public.=== (integer, text) IS 'stays';
CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b text);
CREATE VIEW public.v AS SELECT id FROM public.t WHERE a OPERATOR(public.===) b;
CREATE VIEW public.w AS SELECT id FROM public.v;
