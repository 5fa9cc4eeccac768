CREATE SCHEMA "Weird ""Schema";
CREATE TYPE public.t AS (a integer);
CREATE TYPE "Weird ""Schema"."select 🐘" AS ENUM ('a', 'b');
CREATE FUNCTION public.of_text(text) RETURNS public.t LANGUAGE sql IMMUTABLE AS $$ SELECT ROW(length($1))::public.t $$;
CREATE FUNCTION "Weird ""Schema".number("Weird ""Schema"."select 🐘") RETURNS integer LANGUAGE sql IMMUTABLE
    AS $$ SELECT CASE $1 WHEN 'a' THEN 1 ELSE 2 END $$;
CREATE FUNCTION public.many(numeric) RETURNS character varying[] LANGUAGE sql IMMUTABLE AS $$ SELECT ARRAY[$1::varchar] $$;
CREATE CAST (text AS public.t) WITH FUNCTION public.of_text(text) AS ASSIGNMENT;
CREATE CAST ("Weird ""Schema"."select 🐘" AS integer) WITH FUNCTION "Weird ""Schema".number("Weird ""Schema"."select 🐘") AS IMPLICIT;
CREATE CAST (numeric AS character varying[]) WITH FUNCTION public.many(numeric);
CREATE CAST (public.t AS integer) WITH INOUT;
CREATE CAST (bigint AS double precision[]) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (text AS public.t) IS 'it''s the length';
CREATE VIEW public.v AS SELECT 'x'::text::public.t AS t, 'a'::"Weird ""Schema"."select 🐘"::integer + 1 AS n;
