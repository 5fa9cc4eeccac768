CREATE TYPE phase AS ENUM ('plan', 'build');
CREATE TABLE project (id integer PRIMARY KEY, phase phase NOT NULL);
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
