CREATE TABLE public.t (id integer PRIMARY KEY, a varchar(10));
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
-- No provider is needed for what is there.
SET allow_system_table_mods = on;
INSERT INTO pg_catalog.pg_seclabel (classoid, objoid, objsubid, provider, label) VALUES
    ('pg_catalog.pg_class'::regclass, 'public.t'::regclass, 0, 'nobody', 'kept; it''s secret'),
    ('pg_catalog.pg_class'::regclass, 'public.t'::regclass, 1, 'nobody', 'kept'),
    ('pg_catalog.pg_class'::regclass, 'public.t'::regclass, 1, 'Weird "Provider', 'kept, too'),
    ('pg_catalog.pg_proc'::regclass, 'public.f()'::regprocedure, 0, 'nobody', 'kept');
RESET allow_system_table_mods;
