CREATE OPERATOR FAMILY public.f USING btree;
CREATE FUNCTION public.cmp(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT btint4cmp($1, $2) $$;
CREATE OPERATOR CLASS public.c1 FOR TYPE integer USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
CREATE OPERATOR CLASS public.c2 FOR TYPE integer USING btree FAMILY public.f AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
CREATE OPERATOR CLASS public.c3 FOR TYPE integer USING hash AS OPERATOR 1 =, FUNCTION 1 hashint4(integer);
COMMENT ON OPERATOR CLASS public.c1 USING btree IS 'stays';
CREATE TABLE public.t (id integer PRIMARY KEY, a integer);
CREATE INDEX t_a ON public.t (a public.c1);
CREATE INDEX t_b ON public.t USING hash (a public.c3);
