CREATE COLLATION public.c (provider = libc, locale = 'POSIX');
CREATE TABLE public.t (id integer PRIMARY KEY, a text COLLATE public.c);
