CREATE FUNCTION public.my_start(internal, integer) RETURNS internal LANGUAGE internal AS 'prsd_start';
CREATE FUNCTION public.my_token(internal, internal, internal) RETURNS internal LANGUAGE internal AS 'prsd_nexttoken';
CREATE FUNCTION public.my_end(internal) RETURNS void LANGUAGE internal AS 'prsd_end';
CREATE FUNCTION public.my_headline(internal, internal, tsquery) RETURNS internal LANGUAGE internal AS 'prsd_headline';
CREATE FUNCTION public.my_types(internal) RETURNS internal LANGUAGE internal AS 'prsd_lextype';
CREATE TEXT SEARCH PARSER public.p1 (start = public.my_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
CREATE TEXT SEARCH PARSER public.p2 (start = prsd_start, gettoken = public.my_token, end = prsd_end, lextypes = prsd_lextype);
CREATE TEXT SEARCH PARSER public.p3 (start = prsd_start, gettoken = prsd_nexttoken, end = public.my_end, lextypes = prsd_lextype);
CREATE TEXT SEARCH PARSER public.p4 (
    start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, headline = public.my_headline, lextypes = prsd_lextype
);
CREATE TEXT SEARCH PARSER public.p5 (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = public.my_types);
COMMENT ON TEXT SEARCH PARSER public.p1 IS 'stays';
CREATE TEXT SEARCH CONFIGURATION public.c (parser = public.p1);
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR word WITH simple;
COMMENT ON TEXT SEARCH CONFIGURATION public.c IS 'stays';
CREATE TABLE public.t (a text);
CREATE INDEX t_a ON public.t USING gin (to_tsvector('public.c'::regconfig, a));
