CREATE SCHEMA "Weird ""Schema";
CREATE SCHEMA "select";
CREATE TYPE "Weird ""Schema"."Enum 'é" AS ENUM ('a''b', 'c"d', 'back\slash', '🦀', 'select', '');
CREATE SEQUENCE "select"."$eq";
CREATE DOMAIN "select"."Dom.ain" AS text
    CONSTRAINT "Check ""me""" CHECK (VALUE <> 'user''s "own"')
    CONSTRAINT "not;a;problem" CHECK (length(VALUE) < 100);
CREATE TYPE "select"."Composite Type" AS ("user" text, "group" integer, "💶" numeric(12,2));
CREATE TABLE "Weird ""Schema"."table" (
    "column" integer NOT NULL DEFAULT 0,
    "Mixed Case" text,
    "9lives" "Weird ""Schema"."Enum 'é" DEFAULT 'c"d',
    "user" "select"."Dom.ain",
    "a.b" "select"."Composite Type",
    "$" bigint DEFAULT nextval('"select"."$eq"'),
    "a column name that uses every one of the 63 bytes there are...." text,
    "tab	and
newline" text,
    CONSTRAINT "primary" PRIMARY KEY ("column"),
    CONSTRAINT "Unique ""Mixed""" UNIQUE ("Mixed Case", "9lives"),
    CONSTRAINT "from" FOREIGN KEY ("column") REFERENCES "Weird ""Schema"."table" ("column"),
    CONSTRAINT "1=1; --" CHECK ("Mixed Case" <> '"' OR "column" > 0)
);
ALTER TABLE "Weird ""Schema"."table" ENABLE ROW LEVEL SECURITY;
COMMENT ON COLUMN "Weird ""Schema"."table"."9lives" IS E'it''s $$ not $body$ a "string"\nsecond line \\ end';
COMMENT ON TABLE "Weird ""Schema"."table" IS '🦀';
COMMENT ON CONSTRAINT "1=1; --" ON "Weird ""Schema"."table" IS 'odd, and meant';
CREATE INDEX "index on" ON "Weird ""Schema"."table" (lower("Mixed Case"), ("column" + 1)) WHERE "9lives" <> 'a''b';
CREATE VIEW "Weird ""Schema"."Übersicht" AS SELECT "column" AS "order", "Mixed Case" AS "by" FROM "Weird ""Schema"."table";
CREATE MATERIALIZED VIEW "select"."from" AS SELECT "order" AS "limit" FROM "Weird ""Schema"."Übersicht";
CREATE FUNCTION "select"."function"("in" text, "OUT 2" integer DEFAULT 7) RETURNS "Weird ""Schema"."Enum 'é"
    LANGUAGE sql IMMUTABLE AS $$ SELECT 'c"d'::"Weird ""Schema"."Enum 'é" $$;
CREATE FUNCTION "select"."trigger"() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    -- $$ and $body$ stay as they are
    RETURN NEW;
END
$function$;
CREATE TRIGGER "Before ""It""" BEFORE UPDATE OF "Mixed Case", "9lives" ON "Weird ""Schema"."table"
    FOR EACH ROW WHEN (OLD."Mixed Case" IS DISTINCT FROM NEW."Mixed Case")
    EXECUTE FUNCTION "select"."trigger"('it''s', '$$', '"');
CREATE POLICY "all" ON "Weird ""Schema"."table" FOR SELECT TO pgmend_reader USING ("Mixed Case" = '"');
GRANT SELECT ("Mixed Case"), UPDATE ("9lives") ON "Weird ""Schema"."table" TO pgmend_writer;
GRANT USAGE ON SCHEMA "Weird ""Schema", "select" TO pgmend_reader;
GRANT EXECUTE ON FUNCTION "select"."function"(text, integer) TO pgmend_reader;
