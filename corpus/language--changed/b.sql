CREATE FUNCTION public.other() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION public.validator(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED LANGUAGE l HANDLER public.other VALIDATOR public.validator;
COMMENT ON LANGUAGE l IS 'stays';
CREATE FUNCTION public.f() RETURNS integer LANGUAGE l AS 'BEGIN RETURN 1; END';
