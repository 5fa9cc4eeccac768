CREATE SCHEMA "Weird ""Schema";
CREATE SCHEMA "select";
CREATE TYPE "Weird ""Schema"."Enum 'é" AS ENUM ('a''b', 'c"d', 'back\slash');
CREATE TABLE "Weird ""Schema"."table" (
    "column" integer,
    "Mixed Case" text,
    "9lives" "Weird ""Schema"."Enum 'é" DEFAULT 'c"d'
);
COMMENT ON COLUMN "Weird ""Schema"."table"."9lives" IS 'it''s $$ not $body$ a "string"';
