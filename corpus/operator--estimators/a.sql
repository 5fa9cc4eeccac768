CREATE FUNCTION public.eq(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text = $2 $$;
CREATE FUNCTION public.my_eqsel(internal, oid, internal, integer) RETURNS double precision LANGUAGE internal STABLE STRICT AS 'eqsel';
CREATE OPERATOR public.=== (leftarg = integer, rightarg = text, function = public.eq, restrict = public.my_eqsel);
CREATE OPERATOR public.==== (leftarg = integer, rightarg = text, function = public.eq, restrict = eqsel, join = eqjoinsel);
CREATE VIEW public.v AS SELECT 1 OPERATOR(public.===) '1'::text AS same;
