CREATE FUNCTION public.handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION public.inline(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION public.validator(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE LANGUAGE l HANDLER public.handler INLINE public.inline;
COMMENT ON LANGUAGE l IS 'stays';
CREATE FUNCTION public.f() RETURNS integer LANGUAGE l AS 'BEGIN RETURN 1; END';
