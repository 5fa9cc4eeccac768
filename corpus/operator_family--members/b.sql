CREATE FUNCTION public.gt(integer, bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 > $2 $$;
CREATE FUNCTION public.other(integer, bigint) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT btint48cmp($1, $2) $$;
CREATE OPERATOR public.>>> (leftarg = integer, rightarg = bigint, function = public.gt);
CREATE OPERATOR FAMILY public.f USING btree;
CREATE OPERATOR CLASS public.c FOR TYPE integer USING btree FAMILY public.f AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
ALTER OPERATOR FAMILY public.f USING btree ADD
    OPERATOR 1 < (integer, bigint), OPERATOR 5 public.>>> (integer, bigint), OPERATOR 3 = (integer, bigint),
    FUNCTION 1 (integer, bigint) public.other(integer, bigint);
CREATE TABLE public.t (a integer);
CREATE INDEX t_a ON public.t (a public.c);
