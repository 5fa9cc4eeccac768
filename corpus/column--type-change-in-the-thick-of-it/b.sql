CREATE TYPE job_state AS ENUM ('queued', 'running', 'done', 'hidden');
CREATE TABLE job (
    id integer PRIMARY KEY,
    state job_state NOT NULL DEFAULT 'queued',
    is_over boolean GENERATED ALWAYS AS (state = 'done') STORED,
    CONSTRAINT job_state UNIQUE (id, state),
    CONSTRAINT queued_first CHECK (id > 0 OR state = 'queued')
);
CREATE TABLE job_event (
    job_id integer, job_state job_state, note text,
    CONSTRAINT job_event_job FOREIGN KEY (job_id, job_state) REFERENCES job (id, state) ON UPDATE CASCADE
);
CREATE INDEX job_waiting ON job (id) WHERE state = 'queued';
CREATE VIEW running AS SELECT id, state FROM job WHERE state = 'running';
CREATE VIEW running_count AS SELECT state, count(*) AS n FROM running GROUP BY state;
CREATE MATERIALIZED VIEW state_count AS SELECT state, count(*) AS n FROM job GROUP BY state;
CREATE UNIQUE INDEX state_count_state ON state_count (state);
ALTER TABLE job ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON job FOR SELECT TO pgmend_reader USING (state <> 'hidden');
CREATE FUNCTION on_state() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER state_changes AFTER UPDATE OF state ON job FOR EACH ROW WHEN (NEW.state = 'done') EXECUTE FUNCTION on_state();
CREATE FUNCTION queued() RETURNS bigint LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT count(*) FROM job WHERE job.state = 'queued';
END;
GRANT SELECT (id, state), UPDATE (state) ON job TO pgmend_writer;
GRANT SELECT ON running, state_count TO pgmend_reader;
COMMENT ON COLUMN job.state IS 'where it is';
