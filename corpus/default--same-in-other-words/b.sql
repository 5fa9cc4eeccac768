CREATE SCHEMA s;
CREATE FUNCTION s.f() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
CREATE TABLE t (a text, b text[], c interval, d timestamp with time zone, e integer, f jsonb, g boolean, h numeric, i date, j varchar(3));
ALTER TABLE t ALTER j SET DEFAULT 'a'::varchar, ALTER i SET DEFAULT NULL::date, ALTER h SET DEFAULT 1.50, ALTER g SET DEFAULT 'no',
    ALTER f SET DEFAULT '{}'::jsonb, ALTER e SET DEFAULT S.F(), ALTER d SET DEFAULT pg_catalog.now(), ALTER c SET DEFAULT interval '24 hours' - interval '24 hours',
    ALTER b SET DEFAULT '{}'::text[], ALTER a SET DEFAULT CAST('x' AS text);
ALTER TABLE t ALTER c SET DEFAULT '1 day'::interval, ALTER i DROP DEFAULT;
