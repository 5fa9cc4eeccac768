CREATE TEXT SEARCH DICTIONARY public.new (template = snowball, language = english);
CREATE TEXT SEARCH CONFIGURATION public.c (parser = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR word WITH simple, public.new;
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR asciiword WITH public.new;
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR email WITH simple;
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR host, hword WITH simple;
CREATE TABLE public.t (a text);
CREATE INDEX t_a ON public.t USING gin (to_tsvector('public.c'::regconfig, a));
