CREATE TEXT SEARCH DICTIONARY public.old (template = simple);
CREATE TEXT SEARCH CONFIGURATION public.c (parser = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR word, asciiword WITH public.old, simple;
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR email WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR url WITH simple;
CREATE TABLE public.t (a text);
CREATE INDEX t_a ON public.t USING gin (to_tsvector('public.c'::regconfig, a));
