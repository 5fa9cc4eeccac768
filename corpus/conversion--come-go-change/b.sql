CREATE SCHEMA "Weird ""Schema";
CREATE FUNCTION public.mine(integer, integer, cstring, internal, integer, boolean) RETURNS integer LANGUAGE c STRICT
    AS '$libdir/utf8_and_iso8859_1', 'utf8_to_iso8859_1';
CREATE CONVERSION public.c1 FOR 'UTF8' TO 'LATIN1' FROM public.mine;
CREATE CONVERSION public.c2 FOR 'UTF8' TO 'LATIN3' FROM utf8_to_iso8859;
CREATE CONVERSION public.c3 FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE DEFAULT CONVERSION "Weird ""Schema"."select 🐘" FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
ALTER CONVERSION "Weird ""Schema"."select 🐘" OWNER TO pgmend_owner;
COMMENT ON CONVERSION public.c2 IS 'stays';
COMMENT ON CONVERSION "Weird ""Schema"."select 🐘" IS 'it''s odd';
