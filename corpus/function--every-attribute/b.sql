CREATE FUNCTION f_volatility(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
CREATE FUNCTION f_parallel(integer) RETURNS integer LANGUAGE sql PARALLEL SAFE AS $$ SELECT $1 $$;
CREATE FUNCTION f_strict(integer) RETURNS integer LANGUAGE sql STRICT AS $$ SELECT $1 $$;
CREATE FUNCTION f_leakproof(integer) RETURNS integer LANGUAGE sql NOT LEAKPROOF AS $$ SELECT $1 $$;
CREATE FUNCTION f_security(integer) RETURNS integer LANGUAGE sql SECURITY DEFINER AS $$ SELECT $1 $$;
CREATE FUNCTION f_cost(integer) RETURNS SETOF integer LANGUAGE sql COST 50.5 AS $$ SELECT $1 $$;
CREATE FUNCTION f_settings(integer) RETURNS integer LANGUAGE sql SET "DateStyle" = 'ISO, DMY' SET search_path = public, pg_temp SET work_mem = '16MB' AS $$ SELECT $1 $$;
CREATE FUNCTION f_no_settings(integer) RETURNS integer LANGUAGE sql AS $$ SELECT $1 $$;
GRANT EXECUTE ON FUNCTION f_cost(integer) TO pgmend_reader;
