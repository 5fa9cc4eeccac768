DO $$
BEGIN
    EXECUTE format($q$ALTER ROLE pgmend_reader IN DATABASE %I SET work_mem TO '10MB'$q$, current_database());
    EXECUTE format($q$ALTER ROLE pgmend_reader IN DATABASE %I SET my.own TO 'x'$q$, current_database());
    EXECUTE format($q$ALTER ROLE pgmend_writer IN DATABASE %I SET statement_timeout TO '5s'$q$, current_database());
END
$$;
