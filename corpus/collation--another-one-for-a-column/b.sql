CREATE COLLATION public.new (provider = libc, locale = 'POSIX');
CREATE TABLE public.t (id integer PRIMARY KEY, a text COLLATE public.new, b varchar(9));
CREATE INDEX t_a ON public.t (a);
