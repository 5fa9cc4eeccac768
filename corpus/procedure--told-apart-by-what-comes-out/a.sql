CREATE PROCEDURE p(OUT a integer, IN b integer) LANGUAGE plpgsql AS $$ BEGIN a := b; END $$;
CREATE PROCEDURE q(OUT a integer, IN b integer, IN c integer) LANGUAGE plpgsql AS $$ BEGIN a := b; END $$;
CREATE PROCEDURE q(IN a integer, IN b integer, IN c integer) LANGUAGE plpgsql AS $$ BEGIN END $$;
COMMENT ON PROCEDURE q(IN integer, IN integer) IS 'with something that comes out';
