CREATE SCHEMA "Weird ""Schema";
CREATE TEXT SEARCH CONFIGURATION "Weird ""Schema"."select 🐘" (parser = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION "Weird ""Schema"."select 🐘" ADD MAPPING FOR word, asciiword, hword WITH english_stem;
ALTER TEXT SEARCH CONFIGURATION "Weird ""Schema"."select 🐘" ADD MAPPING FOR email, url WITH simple;
CREATE TEXT SEARCH CONFIGURATION public.copied (copy = pg_catalog.german);
CREATE TEXT SEARCH CONFIGURATION public.empty (parser = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION public.copied OWNER TO pgmend_owner;
COMMENT ON TEXT SEARCH CONFIGURATION "Weird ""Schema"."select 🐘" IS 'it''s odd';
CREATE TABLE public.t (
    id integer PRIMARY KEY,
    a text,
    words tsvector GENERATED ALWAYS AS (to_tsvector('public.copied'::regconfig, a)) STORED
);
CREATE INDEX t_a ON public.t USING gin (to_tsvector('"Weird ""Schema"."select 🐘"'::regconfig, a));
