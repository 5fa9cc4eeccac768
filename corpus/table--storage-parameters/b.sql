CREATE TABLE reading (id integer PRIMARY KEY, doc text)
    WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_vacuum_threshold = 500, toast.autovacuum_enabled = false, user_catalog_table = false);
