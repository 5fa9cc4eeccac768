CREATE COLLATION public.c (provider = builtin, locale = 'C.UTF-8');
CREATE TABLE public.t (a text COLLATE public.c);
