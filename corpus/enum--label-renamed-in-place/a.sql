CREATE TYPE "Odd ""State" AS ENUM ('new', 'in work', 'it''s "done", really', 'lost');
CREATE DOMAIN open_state AS "Odd ""State" DEFAULT 'in work' CONSTRAINT open_only CHECK (VALUE <> 'it''s "done", really');
CREATE TABLE job (
    id integer PRIMARY KEY,
    state "Odd ""State" NOT NULL DEFAULT 'in work',
    before "Odd ""State"[] NOT NULL DEFAULT '{new,"in work","it''s \"done\", really"}',
    hoped open_state,
    over boolean GENERATED ALWAYS AS (state IN ('it''s "done", really', 'lost')) STORED,
    CONSTRAINT known CHECK (state <> 'lost' OR id > 0)
);
CREATE INDEX job_open ON job (id) WHERE state = 'in work';
CREATE VIEW busy AS SELECT id, state, 'in work'::text AS word FROM job WHERE state = 'in work';
CREATE FUNCTION next_state(was "Odd ""State" DEFAULT 'in work') RETURNS "Odd ""State" LANGUAGE sql
    BEGIN ATOMIC SELECT CASE was WHEN 'in work' THEN 'lost'::"Odd ""State" ELSE was END; END;
ALTER TABLE job ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON job USING (state <> 'in work');
CREATE TABLE task (id integer, state "Odd ""State") PARTITION BY LIST (state);
CREATE TABLE task_open PARTITION OF task FOR VALUES IN ('new', 'in work');
CREATE TABLE task_done PARTITION OF task FOR VALUES IN ('it''s "done", really');
