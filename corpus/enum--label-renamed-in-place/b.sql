CREATE TYPE "Odd ""State" AS ENUM ('new', 'wörking', 'fin\ished', 'lost', 'found');
CREATE DOMAIN open_state AS "Odd ""State" DEFAULT 'wörking' CONSTRAINT open_only CHECK (VALUE <> 'fin\ished');
CREATE TABLE job (
    id integer PRIMARY KEY,
    state "Odd ""State" NOT NULL DEFAULT 'wörking',
    before "Odd ""State"[] NOT NULL DEFAULT '{new,"wörking","fin\\ished"}',
    hoped open_state,
    over boolean GENERATED ALWAYS AS (state IN ('fin\ished', 'lost')) STORED,
    CONSTRAINT known CHECK (state <> 'lost' OR id > 0)
);
CREATE INDEX job_open ON job (id) WHERE state = 'wörking';
CREATE VIEW busy AS SELECT id, state, 'in work'::text AS word FROM job WHERE state = 'wörking';
CREATE FUNCTION next_state(was "Odd ""State" DEFAULT 'wörking') RETURNS "Odd ""State" LANGUAGE sql
    BEGIN ATOMIC SELECT CASE was WHEN 'wörking' THEN 'lost'::"Odd ""State" ELSE was END; END;
ALTER TABLE job ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON job USING (state <> 'wörking');
CREATE TABLE task (id integer, state "Odd ""State") PARTITION BY LIST (state);
CREATE TABLE task_open PARTITION OF task FOR VALUES IN ('new', 'wörking');
CREATE TABLE task_done PARTITION OF task FOR VALUES IN ('fin\ished');
