CREATE COLLATION public.c (provider = libc, locale = 'C');
