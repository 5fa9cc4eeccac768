CREATE FUNCTION work(integer) RETURNS integer LANGUAGE sql AS $$ SELECT $1 $$;
CREATE PROCEDURE work(text) LANGUAGE sql AS $$ $$;
CREATE PROCEDURE work(a bigint, OUT b bigint) LANGUAGE plpgsql AS $$ BEGIN b := a; END $$;
CREATE PROCEDURE changes(text) LANGUAGE sql AS $$ $$;
COMMENT ON PROCEDURE work(bigint, bigint) IS 'with OUT';
