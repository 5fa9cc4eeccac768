CREATE TYPE side AS ENUM ('left', 'middle', 'right');
CREATE DOMAIN weight AS integer CHECK (VALUE >= 0);
CREATE TABLE bag (id integer PRIMARY KEY, side side, weight weight DEFAULT 0);
CREATE FUNCTION other(s side DEFAULT 'left') RETURNS side LANGUAGE sql IMMUTABLE AS $$ SELECT CASE s WHEN 'left' THEN 'right' ELSE 'left' END::public.side $$;
CREATE FUNCTION all_sides() RETURNS side[] LANGUAGE sql STABLE AS $$ SELECT enum_range(NULL::public.side) $$;
CREATE FUNCTION heavier(weight, weight) RETURNS weight LANGUAGE sql IMMUTABLE AS $$ SELECT greatest($1, $2) $$;
CREATE FUNCTION bags(s side) RETURNS SETOF bag LANGUAGE sql STABLE AS $$ SELECT * FROM public.bag WHERE side = s $$;
CREATE VIEW turned AS SELECT id, other(side) AS side, heavier(weight, 10) AS weight FROM bag;
GRANT EXECUTE ON FUNCTION heavier(weight, weight) TO pgmend_writer;
