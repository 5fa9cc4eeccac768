CREATE SCHEMA personal;
CREATE TYPE personal.mood AS ENUM ('calm', 'tense');
CREATE TABLE personal.diary (id integer PRIMARY KEY, mood personal.mood NOT NULL DEFAULT 'calm');
CREATE FUNCTION personal.is_calm(personal.mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text = 'calm' $$;
CREATE VIEW personal.calm_day AS SELECT id FROM personal.diary WHERE personal.is_calm(mood);
CREATE TABLE reader (id integer PRIMARY KEY, diary_id integer);
ALTER TABLE reader ADD CONSTRAINT reader_diary_id_fkey FOREIGN KEY (diary_id) REFERENCES personal.diary (id) NOT VALID;
