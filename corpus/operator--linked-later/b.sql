CREATE FUNCTION public.eq(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text = $2 $$;
CREATE FUNCTION public.ne(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text <> $2 $$;
CREATE OPERATOR public.=== (leftarg = integer, rightarg = text, function = public.eq, negator = operator(public.!==), hashes, merges);
CREATE OPERATOR public.!== (leftarg = integer, rightarg = text, function = public.ne, negator = operator(public.===));
CREATE VIEW public.v AS SELECT 1 OPERATOR(public.===) '1'::text AS same;
