CREATE TABLE account (id integer PRIMARY KEY, balance numeric NOT NULL DEFAULT 0);
CREATE PROCEDURE transfer(source integer, target integer, amount numeric) LANGUAGE sql
    AS $$ UPDATE public.account SET balance = balance + CASE id WHEN source THEN -amount ELSE amount END WHERE id IN (source, target) $$;
CREATE PROCEDURE close(integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN NULL; END $$;
CREATE PROCEDURE open(account_id integer) LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE PROCEDURE coming(INOUT n integer DEFAULT 1, VARIADIC rest text[] DEFAULT '{}') LANGUAGE plpgsql AS $$ BEGIN n := n + 1; END $$;
REVOKE EXECUTE ON PROCEDURE coming(integer, text[]) FROM PUBLIC;
ALTER PROCEDURE coming(integer, text[]) OWNER TO pgmend_owner;
GRANT EXECUTE ON PROCEDURE open(integer) TO pgmend_writer;
COMMENT ON PROCEDURE open(integer) IS 'opens';
