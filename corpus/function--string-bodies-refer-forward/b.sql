CREATE SCHEMA z;
CREATE TABLE z.zz_table (id integer, v text);
CREATE VIEW z.zz_view AS SELECT id FROM z.zz_table;
CREATE FUNCTION public.zz_last(integer) RETURNS integer LANGUAGE sql AS $$ SELECT $1 $$;
CREATE FUNCTION public.aa_first() RETURNS bigint LANGUAGE sql AS $$ SELECT public.zz_last(count(*)::integer)::bigint FROM z.zz_view JOIN z.zz_table USING (id) $$;
CREATE FUNCTION public.bb_even(n integer) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN n = 0 OR public.cc_odd(n - 1); END $$;
CREATE FUNCTION public.cc_odd(n integer) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN n <> 0 AND public.bb_even(n - 1); END $$;
CREATE VIEW public.aa_view AS SELECT public.aa_first() AS n;
