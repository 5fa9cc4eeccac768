DO $do$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET work_mem = ''16MB''', current_database());
    EXECUTE format('ALTER DATABASE %I SET search_path = app', current_database());
    EXECUTE format('ALTER DATABASE %I SET "app.other" = ''''', current_database());
    EXECUTE format('ALTER DATABASE %I SET statement_timeout = ''1min''', current_database());
END $do$;
