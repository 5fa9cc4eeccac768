CREATE TABLE t (id integer, v text);
CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ $$;
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS $$ SELECT $1 $$;
CREATE FUNCTION f(integer, text) RETURNS integer LANGUAGE sql AS $$ SELECT $1 $$;
CREATE FUNCTION f(a text, b text DEFAULT 'it''s', c integer[] DEFAULT '{1,2}', d timestamptz DEFAULT now()) RETURNS text LANGUAGE sql AS $$ SELECT a || b $$;
CREATE FUNCTION f_variadic(sep text, VARIADIC parts text[]) RETURNS text LANGUAGE sql AS $$ SELECT array_to_string(parts, sep) $$;
CREATE FUNCTION f_variadic_default(VARIADIC parts integer[] DEFAULT '{}') RETURNS bigint LANGUAGE sql AS $$ SELECT sum(p) FROM unnest(parts) p $$;
CREATE FUNCTION f_out(IN a integer, OUT b integer, INOUT c text, OUT "D e" numeric) LANGUAGE sql AS $$ SELECT a, c, 1.5 $$;
CREATE FUNCTION f_table(minimum integer) RETURNS TABLE (id integer, "Value" text) LANGUAGE sql AS $$ SELECT id, v FROM public.t WHERE id > minimum $$;
CREATE FUNCTION f_setof_table() RETURNS SETOF t LANGUAGE sql ROWS 3 AS $$ SELECT * FROM public.t $$;
CREATE FUNCTION f_setof_record() RETURNS SETOF record LANGUAGE sql AS $$ SELECT 1, 'a' $$;
CREATE FUNCTION f_row(t) RETURNS t LANGUAGE sql AS $$ SELECT $1 $$;
CREATE FUNCTION f_type(a public.t.v%TYPE) RETURNS public.t.id%TYPE LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION f_any(anyelement, anyarray DEFAULT NULL) RETURNS anyelement LANGUAGE sql AS $$ SELECT $1 $$;
CREATE FUNCTION f_atomic(a integer, b integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
    SELECT a + b;
    SELECT CASE WHEN a > b THEN a ELSE b END;
END;
CREATE FUNCTION f_return(a integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN a * 2;
CREATE FUNCTION f_trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE FUNCTION f_row_number() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE STRICT AS 'window_row_number';
CREATE FUNCTION f_support(text, text) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT SUPPORT textlike_support AS 'textlike';
CREATE FUNCTION f_body() RETURNS text LANGUAGE plpgsql AS $outer$
DECLARE
    x text := $$ inner $$;
    y text := 'back\slash';
BEGIN
    RETURN x || y || $a$ $b$ $a$; -- $function$ and $body$
END
$outer$;
