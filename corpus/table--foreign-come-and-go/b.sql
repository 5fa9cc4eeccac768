CREATE SCHEMA "Weird ""Schema";
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER "Weird ""Server" FOREIGN DATA WRAPPER w;
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
CREATE DOMAIN public.amount AS numeric(10, 2);
CREATE SEQUENCE public.numbers;
CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE public.root (id integer NOT NULL, note text DEFAULT 'none', CONSTRAINT root_id CHECK (id > 0));
CREATE FOREIGN TABLE public.bare () SERVER "Weird ""Server";
CREATE FOREIGN TABLE "Weird ""Schema"."select 🐘" (
    id bigint OPTIONS (column_name 'ID', "Weird ""Key" 'it''s') NOT NULL DEFAULT nextval('public.numbers'),
    "Weird ""Name" text OPTIONS (kept 'yes') COLLATE "C" DEFAULT 'x',
    mood public.mood,
    price public.amount CHECK (price > 0),
    twice numeric GENERATED ALWAYS AS (price * 2) STORED,
    CONSTRAINT "both" CHECK (id > 0 AND mood IS NOT NULL) NO INHERIT,
    CONSTRAINT later CHECK (id < 100) NOT VALID
) SERVER "Weird ""Server" OPTIONS (schema_name 'far', table_name 'it''s \ here');
CREATE FOREIGN TABLE public.child (own integer OPTIONS (a 'b')) INHERITS (public.root) SERVER "Weird ""Server" OPTIONS (t 'child');
ALTER FOREIGN TABLE public.child ALTER COLUMN note OPTIONS (ADD column_name 'n');
ALTER FOREIGN TABLE public.child ALTER COLUMN own SET STATISTICS 50;
ALTER FOREIGN TABLE public.child ALTER COLUMN own SET (n_distinct = 5);
ALTER FOREIGN TABLE "Weird ""Schema"."select 🐘" ALTER COLUMN "Weird ""Name" SET STORAGE EXTERNAL;
CREATE STATISTICS public.together ON id, mood FROM "Weird ""Schema"."select 🐘";
CREATE TRIGGER noted BEFORE INSERT OR UPDATE ON public.child FOR EACH ROW EXECUTE FUNCTION public.note();
CREATE TRIGGER "Weird ""Trigger" AFTER DELETE ON "Weird ""Schema"."select 🐘" FOR EACH STATEMENT EXECUTE FUNCTION public.note();
ALTER TABLE "Weird ""Schema"."select 🐘" DISABLE TRIGGER "Weird ""Trigger";
CREATE VIEW public.seen AS SELECT id, price FROM "Weird ""Schema"."select 🐘";
COMMENT ON FOREIGN TABLE "Weird ""Schema"."select 🐘" IS 'it''s elsewhere';
COMMENT ON COLUMN "Weird ""Schema"."select 🐘".id IS 'the id';
COMMENT ON CONSTRAINT "both" ON "Weird ""Schema"."select 🐘" IS 'the check';
COMMENT ON TRIGGER noted ON public.child IS 'the trigger';
ALTER FOREIGN TABLE public.child OWNER TO pgmend_owner;
GRANT SELECT, INSERT ON "Weird ""Schema"."select 🐘" TO pgmend_reader;
GRANT UPDATE (price) ON "Weird ""Schema"."select 🐘" TO pgmend_writer WITH GRANT OPTION;
