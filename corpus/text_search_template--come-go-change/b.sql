CREATE FUNCTION public.my_init(internal) RETURNS internal LANGUAGE internal AS 'dsimple_init';
CREATE TEXT SEARCH TEMPLATE public.t1 (init = dsimple_init, lexize = dsimple_lexize);
CREATE TEXT SEARCH TEMPLATE public.t2 (lexize = dsimple_lexize);
CREATE TEXT SEARCH TEMPLATE public."select ""🐘" (init = public.my_init, lexize = dsimple_lexize);
COMMENT ON TEXT SEARCH TEMPLATE public.t1 IS 'stays';
COMMENT ON TEXT SEARCH TEMPLATE public."select ""🐘" IS 'new';
CREATE TEXT SEARCH DICTIONARY public.d (template = public.t1, stopwords = english);
COMMENT ON TEXT SEARCH DICTIONARY public.d IS 'stays';
