CREATE SCHEMA "Weird ""Schema";
CREATE TEXT SEARCH PARSER public.stays (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
CREATE FUNCTION public.my_end(internal) RETURNS void LANGUAGE internal AS 'prsd_end';
CREATE TEXT SEARCH PARSER "Weird ""Schema"."select 🐘" (
    start = prsd_start, gettoken = prsd_nexttoken, end = public.my_end, headline = prsd_headline, lextypes = prsd_lextype
);
COMMENT ON TEXT SEARCH PARSER "Weird ""Schema"."select 🐘" IS 'it''s the default''s';
CREATE TEXT SEARCH CONFIGURATION public.c (parser = "Weird ""Schema"."select 🐘");
