CREATE FUNCTION f_volatility(integer) RETURNS integer LANGUAGE sql AS $$ SELECT $1 $$;
CREATE FUNCTION f_parallel(integer) RETURNS integer LANGUAGE sql PARALLEL RESTRICTED AS $$ SELECT $1 $$;
CREATE FUNCTION f_strict(integer) RETURNS integer LANGUAGE sql AS $$ SELECT $1 $$;
CREATE FUNCTION f_leakproof(integer) RETURNS integer LANGUAGE sql LEAKPROOF AS $$ SELECT $1 $$;
CREATE FUNCTION f_security(integer) RETURNS integer LANGUAGE sql AS $$ SELECT $1 $$;
CREATE FUNCTION f_cost(integer) RETURNS SETOF integer LANGUAGE sql COST 5 ROWS 10 AS $$ SELECT $1 $$;
CREATE FUNCTION f_settings(integer) RETURNS integer LANGUAGE sql SET search_path = pg_catalog SET work_mem = '8MB' AS $$ SELECT $1 $$;
CREATE FUNCTION f_no_settings(integer) RETURNS integer LANGUAGE sql SET statement_timeout = '1s' AS $$ SELECT $1 $$;
GRANT EXECUTE ON FUNCTION f_cost(integer) TO pgmend_reader;
