DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = %L', current_database(), 'Europe/Berlin'); END $$;
CREATE TABLE booking (id integer PRIMARY KEY, starts timestamptz NOT NULL, ends timestamptz DEFAULT now(),
    CONSTRAINT in_order CHECK (starts < ends));
CREATE INDEX booking_starts ON booking (starts);
