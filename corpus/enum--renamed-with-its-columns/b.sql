CREATE TYPE "Odd mood" AS ENUM ('sad', 'ok');
CREATE DOMAIN felt AS "Odd mood" DEFAULT 'ok' CHECK (VALUE <> 'sad'::"Odd mood");
CREATE TABLE day (id integer PRIMARY KEY, was "Odd mood" NOT NULL DEFAULT 'ok', were "Odd mood"[] DEFAULT ARRAY['ok'::"Odd mood"], felt felt);
CREATE FUNCTION rate(m "Odd mood") RETURNS integer LANGUAGE sql IMMUTABLE RETURN CASE WHEN m = 'ok'::"Odd mood" THEN 1 ELSE 0 END;
CREATE VIEW good AS SELECT id FROM day WHERE was = 'ok'::"Odd mood";
COMMENT ON TYPE "Odd mood" IS 'how it was';
