CREATE COLLATION public.c (provider = libc, locale = 'C');
CREATE TABLE public.t (id integer PRIMARY KEY, a text COLLATE public.c);
