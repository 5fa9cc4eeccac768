CREATE TABLE account (id integer PRIMARY KEY, balance numeric NOT NULL DEFAULT 0);
CREATE PROCEDURE transfer(source integer, target integer, amount numeric) LANGUAGE sql
    AS $$ UPDATE public.account SET balance = balance - amount WHERE id = source $$;
CREATE PROCEDURE close(integer) LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE PROCEDURE open(a integer) LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE PROCEDURE going() LANGUAGE sql AS $$ $$;
GRANT EXECUTE ON PROCEDURE open(integer) TO pgmend_writer;
COMMENT ON PROCEDURE open(integer) IS 'opens';
