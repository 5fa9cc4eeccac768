CREATE TYPE mood AS ENUM ('calm', 'tense');
CREATE TABLE diary (id integer PRIMARY KEY, mood mood NOT NULL DEFAULT 'calm');
CREATE FUNCTION is_calm(mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text = 'calm' $$;
CREATE VIEW calm_day AS SELECT id FROM diary WHERE is_calm(mood);
CREATE TABLE reader (id integer PRIMARY KEY, diary_id integer REFERENCES diary (id));
