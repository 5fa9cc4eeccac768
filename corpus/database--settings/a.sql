DO $do$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET work_mem = ''8MB''', current_database());
    EXECUTE format('ALTER DATABASE %I SET search_path = "Weird ""Schema", public, ''''', current_database());
    EXECUTE format('ALTER DATABASE %I SET app.tenant = ''it''''s 100%% 🐘''', current_database());
    EXECUTE format('ALTER DATABASE %I SET statement_timeout = ''1min''', current_database());
    EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 50', current_database());
END $do$;
