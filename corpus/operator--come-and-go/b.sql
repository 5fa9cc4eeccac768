CREATE SCHEMA "Weird ""Schema";
CREATE TYPE public."Odd Type" AS (n integer);
CREATE FUNCTION public.int_text(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text = $2 $$;
CREATE FUNCTION public.text_int(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 = $2::text $$;
CREATE FUNCTION public.int_text_ne(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text <> $2 $$;
CREATE FUNCTION public.same(public."Odd Type", public."Odd Type") RETURNS boolean LANGUAGE sql IMMUTABLE
    AS $$ SELECT ($1).n = ($2).n $$;
CREATE FUNCTION public.other(public."Odd Type") RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT -($1).n $$;
CREATE OPERATOR public.=== (
    leftarg = integer, rightarg = text, function = public.int_text, commutator = operator(public.===),
    negator = operator(public.!==), restrict = eqsel, join = eqjoinsel, hashes, merges
);
CREATE OPERATOR public.=== (leftarg = text, rightarg = integer, function = public.text_int, commutator = operator(public.===));
CREATE OPERATOR public.!== (
    leftarg = integer, rightarg = text, function = public.int_text_ne, negator = operator(public.===), restrict = neqsel
);
CREATE OPERATOR "Weird ""Schema".=== (
    leftarg = public."Odd Type", rightarg = public."Odd Type", function = public.same,
    commutator = operator("Weird ""Schema".===)
);
CREATE OPERATOR public.~~~ (rightarg = public."Odd Type", function = public.other);
ALTER OPERATOR public.=== (integer, text) OWNER TO pgmend_owner;
COMMENT ON OPERATOR public.=== (integer, text) IS 'the same in another way';
COMMENT ON OPERATOR public.~~~ (NONE, public."Odd Type") IS 'it''s a prefix';
CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b text, CHECK (a OPERATOR(public.===) b));
CREATE INDEX t_b ON public.t (id) WHERE a OPERATOR(public.!==) b;
CREATE VIEW public.v AS SELECT id, OPERATOR(public.~~~) NULL::public."Odd Type" AS n FROM public.t WHERE a OPERATOR(public.===) b;
