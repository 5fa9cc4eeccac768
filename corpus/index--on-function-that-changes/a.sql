CREATE SCHEMA util;
CREATE FUNCTION util.plain(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT lower(t) $$;
CREATE FUNCTION util.rank(n integer) RETURNS smallint LANGUAGE sql IMMUTABLE AS $$ SELECT n::smallint $$;
CREATE TABLE song (id integer PRIMARY KEY, title text, plays integer);
CREATE INDEX song_title ON song (util.plain(title));
CREATE INDEX song_rank ON song (util.rank(plays)) WHERE util.rank(plays) > 3;
COMMENT ON INDEX song_rank IS 'charts';
