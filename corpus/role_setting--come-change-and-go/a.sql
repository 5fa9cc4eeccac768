DO $$
BEGIN
    EXECUTE format($q$ALTER ROLE pgmend_reader IN DATABASE %I SET work_mem TO '9MB'$q$, current_database());
    EXECUTE format($q$ALTER ROLE pgmend_reader IN DATABASE %I SET search_path TO app, "$user", "Odd, one"$q$, current_database());
    EXECUTE format($q$ALTER ROLE pgmend_owner IN DATABASE %I SET statement_timeout TO '5s'$q$, current_database());
END
$$;
