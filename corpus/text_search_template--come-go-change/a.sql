CREATE FUNCTION public.my_init(internal) RETURNS internal LANGUAGE internal AS 'dsimple_init';
CREATE FUNCTION public.my_lexize(internal, internal, internal, internal) RETURNS internal LANGUAGE internal AS 'dsimple_lexize';
CREATE TEXT SEARCH TEMPLATE public.t1 (init = dsimple_init, lexize = public.my_lexize);
CREATE TEXT SEARCH TEMPLATE public.t2 (init = public.my_init, lexize = dsimple_lexize);
CREATE TEXT SEARCH TEMPLATE public.gone (lexize = dsimple_lexize);
COMMENT ON TEXT SEARCH TEMPLATE public.t1 IS 'stays';
CREATE TEXT SEARCH DICTIONARY public.d (template = public.t1, stopwords = english);
COMMENT ON TEXT SEARCH DICTIONARY public.d IS 'stays';
