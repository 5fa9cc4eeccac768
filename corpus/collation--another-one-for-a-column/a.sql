CREATE COLLATION public.old (provider = libc, locale = 'C');
CREATE TABLE public.t (id integer PRIMARY KEY, a text COLLATE public.old, b varchar(9) COLLATE public.old);
CREATE INDEX t_a ON public.t (a);
