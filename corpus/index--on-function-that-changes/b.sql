CREATE SCHEMA util;
CREATE FUNCTION util.plain(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT lower(t) $$;
CREATE FUNCTION util.rank(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT n $$;
CREATE TABLE song (id integer PRIMARY KEY, title text, plays integer);
CREATE INDEX song_title ON song (util.plain(title));
CREATE INDEX song_rank ON song (util.rank(plays)) WHERE util.rank(plays) > 3;
COMMENT ON INDEX song_rank IS 'charts';
