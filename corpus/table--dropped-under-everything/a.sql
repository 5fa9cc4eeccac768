CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE player (id integer PRIMARY KEY, team_id integer, former text);
ALTER TABLE player ADD CONSTRAINT player_team FOREIGN KEY (team_id) REFERENCES team (id) ON DELETE SET NULL NOT VALID;
CREATE VIEW team_size AS SELECT t.name, count(p.id) AS players FROM team t LEFT JOIN player p ON p.team_id = t.id GROUP BY t.name;
CREATE FUNCTION label(t team) RETURNS text LANGUAGE sql STABLE AS $$ SELECT t.name $$;
GRANT SELECT ON team, team_size TO pgmend_reader;
