CREATE FUNCTION public.eq(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text = $2 $$;
CREATE FUNCTION public.my_join(internal, oid, internal, smallint, internal) RETURNS double precision LANGUAGE internal STABLE STRICT AS 'eqjoinsel';
CREATE OPERATOR public.=== (leftarg = integer, rightarg = text, function = public.eq, restrict = eqsel, join = public.my_join);
CREATE OPERATOR public.==== (leftarg = integer, rightarg = text, function = public.eq, join = neqjoinsel);
CREATE VIEW public.v AS SELECT 1 OPERATOR(public.===) '1'::text AS same;
