-- Which instant a timestamp means is the session's affair; with UTC PostgreSQL would not even write the rows anew.
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = %L', current_database(), 'Europe/Berlin'); END $$;
CREATE TABLE booking (id integer PRIMARY KEY, starts timestamp NOT NULL, ends timestamp DEFAULT localtimestamp,
    CONSTRAINT in_order CHECK (starts < ends));
CREATE INDEX booking_starts ON booking (starts);
