CREATE TEXT SEARCH DICTIONARY public.d1 (template = simple, "accept" = true, stopwords = russian);
CREATE TEXT SEARCH DICTIONARY public.d2 (template = simple, "accept" = false);
CREATE TEXT SEARCH DICTIONARY public.d3 (template = simple, stopwords = english);
CREATE TEXT SEARCH DICTIONARY public.d4 (template = snowball, language = english);
CREATE TEXT SEARCH CONFIGURATION public.c (parser = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR word WITH public.d1, public.d4;
