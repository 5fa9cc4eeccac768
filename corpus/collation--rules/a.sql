CREATE COLLATION public.c (provider = icu, locale = 'und');
