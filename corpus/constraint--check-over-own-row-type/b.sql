CREATE TABLE known (id integer PRIMARY KEY, a integer, b integer);
CREATE FUNCTION sane(known) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1.a < $1.b $$;
ALTER TABLE known ADD CONSTRAINT known_sane CHECK (sane(known));
CREATE TABLE fresh (id integer PRIMARY KEY, a integer, k known);
CREATE FUNCTION weight(fresh) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT $1.a * 2 $$;
CREATE INDEX fresh_weight ON fresh (weight(fresh));
ALTER TABLE fresh ADD CONSTRAINT fresh_heavy CHECK (weight(fresh) > 0);
ALTER TABLE fresh ENABLE ROW LEVEL SECURITY;
CREATE POLICY fresh_light ON fresh FOR SELECT USING (weight(fresh) < 100 AND sane(k));
