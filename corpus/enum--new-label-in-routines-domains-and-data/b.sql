CREATE TYPE phase AS ENUM ('plan', 'build', 'test', 'ship');
CREATE TABLE project (
    id integer PRIMARY KEY, phase phase NOT NULL,
    shipped boolean GENERATED ALWAYS AS (phase = 'ship') STORED
);
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER on_ship BEFORE UPDATE ON project FOR EACH ROW WHEN (NEW.phase = 'ship') EXECUTE FUNCTION noted();
CREATE DOMAIN late_phase AS phase DEFAULT 'test' CONSTRAINT late CHECK (VALUE IN ('test', 'ship'));
CREATE FUNCTION in_phase(p phase DEFAULT 'test') RETURNS bigint LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT count(*) FROM project WHERE project.phase = p OR project.phase = 'ship';
END;
CREATE TABLE release (id integer PRIMARY KEY, phase late_phase, was phase DEFAULT 'ship');
CREATE MATERIALIZED VIEW phases AS SELECT 'ship'::phase AS phase, count(*) AS n FROM project WHERE phase <> 'test';
