CREATE SCHEMA app;
CREATE TYPE app.kind AS ENUM ('a', 'b');
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE app.t (id integer PRIMARY KEY, kind app.kind, name text UNIQUE);
CREATE TRIGGER touched BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE TABLE public.u (t integer REFERENCES app.t, kind app.kind DEFAULT 'a');
CREATE VIEW public.v AS SELECT t.name, u.kind FROM app.t JOIN public.u ON u.t = t.id;
COMMENT ON SCHEMA app IS 'one';
GRANT USAGE ON SCHEMA app TO PUBLIC;
