CREATE ROLE stays;
CREATE ROLE comes;
ALTER ROLE comes SET work_mem TO '1MB';
DO $$ BEGIN EXECUTE format($q$ALTER ROLE comes IN DATABASE %I SET work_mem TO '9MB'$q$, current_database()); END $$;
