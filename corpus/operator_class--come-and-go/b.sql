CREATE SCHEMA "Weird ""Schema";
CREATE TYPE public.pair AS (a integer, b integer);
CREATE FUNCTION public.cmp(public.pair, public.pair) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT btint4cmp(($1).a, ($2).a) $$;
CREATE FUNCTION public.lt(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a < ($2).a $$;
CREATE FUNCTION public.le(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a <= ($2).a $$;
CREATE FUNCTION public.eq(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a = ($2).a $$;
CREATE FUNCTION public.ge(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a >= ($2).a $$;
CREATE FUNCTION public.gt(public.pair, public.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a > ($2).a $$;
CREATE OPERATOR public.< (leftarg = public.pair, rightarg = public.pair, function = public.lt, commutator = operator(public.>));
CREATE OPERATOR public.<= (leftarg = public.pair, rightarg = public.pair, function = public.le, commutator = operator(public.>=));
CREATE OPERATOR public.= (leftarg = public.pair, rightarg = public.pair, function = public.eq, commutator = operator(public.=));
CREATE OPERATOR public.>= (leftarg = public.pair, rightarg = public.pair, function = public.ge, commutator = operator(public.<=));
CREATE OPERATOR public.> (leftarg = public.pair, rightarg = public.pair, function = public.gt, commutator = operator(public.<));
CREATE OPERATOR CLASS public.pair_ops DEFAULT FOR TYPE public.pair USING btree AS
    OPERATOR 1 public.<, OPERATOR 2 public.<=, OPERATOR 3 public.=, OPERATOR 4 public.>=, OPERATOR 5 public.>,
    FUNCTION 1 public.cmp(public.pair, public.pair);
CREATE OPERATOR FAMILY "Weird ""Schema"."select 🐘" USING gist;
CREATE OPERATOR CLASS "Weird ""Schema"."class ""🐘""" FOR TYPE point USING gist FAMILY "Weird ""Schema"."select 🐘" AS
    OPERATOR 1 <<, OPERATOR 15 <-> (point, point) FOR ORDER BY float_ops,
    FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
    FUNCTION 3 gist_point_compress(internal), FUNCTION 5 gist_box_penalty(internal, internal, internal),
    FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal),
    FUNCTION 8 (point, point) gist_point_distance(internal, point, smallint, oid, internal), STORAGE box;
CREATE OPERATOR CLASS public.int_ops FOR TYPE integer USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer),
    FUNCTION 2 btint4sortsupport(internal);
ALTER OPERATOR CLASS public.pair_ops USING btree OWNER TO pgmend_owner;
COMMENT ON OPERATOR CLASS "Weird ""Schema"."class ""🐘""" USING gist IS 'it''s of points';
CREATE TABLE public.t (id integer PRIMARY KEY, p point, n integer);
CREATE TABLE public.pairs (p public.pair PRIMARY KEY);
CREATE INDEX t_p ON public.t USING gist (p "Weird ""Schema"."class ""🐘""");
CREATE INDEX t_n ON public.t (n public.int_ops);
CREATE TYPE public.pair_range AS RANGE (subtype = public.pair);
