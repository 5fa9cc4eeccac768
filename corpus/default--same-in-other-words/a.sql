CREATE SCHEMA s;
CREATE FUNCTION s.f() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
CREATE TABLE t (
    a text DEFAULT 'x', b text[] DEFAULT '{}', c interval DEFAULT '1 day', d timestamptz DEFAULT NOW(),
    e integer DEFAULT s.f(), f jsonb DEFAULT '{}', g boolean DEFAULT FALSE, h numeric DEFAULT 1.50, i date DEFAULT NULL, j varchar(3) DEFAULT 'a'
);
