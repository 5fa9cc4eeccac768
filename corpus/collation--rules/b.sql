CREATE COLLATION public.c (provider = icu, locale = 'und', rules = '&V << w <<< W');
CREATE COLLATION public."1" (provider = icu, locale = 'und', rules = '&a < ''-''');
