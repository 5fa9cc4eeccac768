CREATE TABLE player (id integer PRIMARY KEY, team_id integer, former text);
