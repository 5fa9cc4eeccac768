CREATE ROLE stays;
CREATE ROLE goes;
DO $$ BEGIN EXECUTE format($q$ALTER ROLE stays IN DATABASE %I SET work_mem TO '9MB'$q$, current_database()); END $$;
DO $$ BEGIN EXECUTE format($q$ALTER ROLE goes IN DATABASE %I SET work_mem TO '9MB'$q$, current_database()); END $$;
