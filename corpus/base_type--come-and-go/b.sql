CREATE SCHEMA "Weird ""Schema";
CREATE TYPE public.widget;
CREATE FUNCTION public.widget_in(cstring) RETURNS public.widget LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION public.widget_out(public.widget) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE FUNCTION public.widget_recv(internal) RETURNS public.widget LANGUAGE internal IMMUTABLE STRICT AS 'textrecv';
CREATE FUNCTION public.widget_send(public.widget) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'textsend';
CREATE FUNCTION public.widget_modin(cstring[]) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodin';
CREATE TYPE public.widget (
    input = public.widget_in, output = public.widget_out, receive = public.widget_recv, send = public.widget_send,
    typmod_in = public.widget_modin, typmod_out = pg_catalog.varchartypmodout, analyze = pg_catalog.array_typanalyze,
    storage = extended, category = 'S', preferred = true, default = 'it''s a widget', delimiter = ';', collatable = true
);
ALTER TYPE public.widget OWNER TO pgmend_owner;
GRANT USAGE ON TYPE public.widget TO pgmend_reader;
REVOKE USAGE ON TYPE public.widget FROM PUBLIC;
COMMENT ON TYPE public.widget IS 'a thing; it''s round';
COMMENT ON FUNCTION public.widget_in(cstring) IS 'reads widgets';
CREATE TYPE "Weird ""Schema"."select 🐘";
CREATE FUNCTION "Weird ""Schema"."in"(cstring) RETURNS "Weird ""Schema"."select 🐘" LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION "Weird ""Schema"."out"("Weird ""Schema"."select 🐘") RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE "Weird ""Schema"."select 🐘" (
    input = "Weird ""Schema"."in", output = "Weird ""Schema"."out", internallength = 4, passedbyvalue, alignment = int4
);
CREATE TYPE public.pair;
CREATE FUNCTION public.pair_in(cstring) RETURNS public.pair LANGUAGE internal IMMUTABLE STRICT AS 'point_in';
CREATE FUNCTION public.pair_out(public.pair) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'point_out';
CREATE TYPE public.pair (
    input = public.pair_in, output = public.pair_out, internallength = 16, alignment = double, element = float8
);
CREATE CAST (public.widget AS text) WITHOUT FUNCTION AS IMPLICIT;
CREATE DOMAIN public.small AS public.widget CHECK (length(VALUE::text) < 100);
CREATE FUNCTION public.size(public.widget) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT length($1::text) $$;
CREATE TABLE public.t (
    id integer PRIMARY KEY, w public.widget(20), l public.widget[], n "Weird ""Schema"."select 🐘", s public.small,
    p public.pair DEFAULT '(1,2)'
);
CREATE VIEW public.sizes AS SELECT id, public.size(w) AS size, p[0] AS x FROM public.t;
