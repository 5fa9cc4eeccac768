CREATE TABLE reading (id integer PRIMARY KEY, doc text)
    WITH (fillfactor = 90, autovacuum_enabled = true, toast.autovacuum_vacuum_threshold = 100, parallel_workers = 2);
