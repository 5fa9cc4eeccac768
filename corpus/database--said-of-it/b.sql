DO $do$ BEGIN
    EXECUTE format('COMMENT ON DATABASE %I IS ''the shop''''s; 100%%''', current_database());
    EXECUTE format('GRANT CREATE, CONNECT ON DATABASE %I TO pgmend_reader', current_database());
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO pgmend_writer WITH GRANT OPTION', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('ALTER DATABASE %I OWNER TO pgmend_owner', current_database());
    EXECUTE format('ALTER DATABASE %I SET lock_timeout = ''1s''', current_database());
END $do$;
