CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN felt AS mood DEFAULT 'ok' CHECK (VALUE <> 'sad'::mood);
CREATE TABLE day (id integer PRIMARY KEY, was mood NOT NULL DEFAULT 'ok', were mood[] DEFAULT ARRAY['ok'::mood], felt felt);
CREATE FUNCTION rate(m mood) RETURNS integer LANGUAGE sql IMMUTABLE RETURN CASE WHEN m = 'ok'::mood THEN 1 ELSE 0 END;
CREATE VIEW good AS SELECT id FROM day WHERE was = 'ok'::mood;
COMMENT ON TYPE mood IS 'how it was';
