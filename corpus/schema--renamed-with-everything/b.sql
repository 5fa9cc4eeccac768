CREATE SCHEMA "App 2";
CREATE TYPE "App 2".kind AS ENUM ('a', 'b');
CREATE FUNCTION "App 2".touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE "App 2".t (id integer PRIMARY KEY, kind "App 2".kind, name text UNIQUE);
CREATE TRIGGER touched BEFORE UPDATE ON "App 2".t FOR EACH ROW EXECUTE FUNCTION "App 2".touch();
CREATE TABLE public.u (t integer REFERENCES "App 2".t, kind "App 2".kind DEFAULT 'a');
CREATE VIEW public.v AS SELECT t.name, u.kind FROM "App 2".t JOIN public.u ON u.t = t.id;
COMMENT ON SCHEMA "App 2" IS 'one';
GRANT USAGE ON SCHEMA "App 2" TO PUBLIC;
