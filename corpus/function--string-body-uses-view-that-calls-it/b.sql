CREATE TABLE node (id integer PRIMARY KEY, parent integer);
SET check_function_bodies = off;
CREATE FUNCTION depth_of(n integer) RETURNS integer LANGUAGE sql STABLE
    AS $$ SELECT CASE WHEN v.parent IS NULL THEN 0 ELSE v.depth + 1 END FROM public.node_depth v WHERE v.id = $1 $$;
CREATE VIEW node_depth AS SELECT id, parent, depth_of(parent) AS depth FROM node;
CREATE FUNCTION a_reads_table_that_is_dropped_and_made() RETURNS bigint LANGUAGE sql STABLE
    AS $$ SELECT count(*) FROM public.later_table $$;
CREATE TABLE later_table (id integer);
RESET check_function_bodies;
