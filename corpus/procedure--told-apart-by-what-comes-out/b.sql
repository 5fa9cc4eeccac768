CREATE PROCEDURE p(OUT a integer, IN b integer) LANGUAGE plpgsql AS $$ BEGIN a := b; END $$;
CREATE PROCEDURE p(IN a integer, IN b integer) LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE PROCEDURE q(IN a integer, IN b integer, IN c integer) LANGUAGE plpgsql AS $$ BEGIN END $$;
ALTER PROCEDURE p(IN integer) OWNER TO pgmend_owner;
COMMENT ON PROCEDURE p(IN integer, IN integer) IS 'nothing comes out';
GRANT EXECUTE ON PROCEDURE p(IN integer) TO pgmend_reader;
