CREATE TABLE b (id integer, a_id integer);
CREATE TABLE a (id integer, n integer, t text);
CREATE VIEW v1 (id, n)
    AS SELECT public.a.id AS id, public.a.n AS n -- the same
       FROM public.a WHERE a.n = ANY (ARRAY[1, 2, 3]) AND (t ~~ 'x%'::text);
CREATE VIEW v2 AS SELECT a.id, a.n, a.t AS word, b.a_id FROM a INNER JOIN b ON (b.a_id = a.id) WHERE ((a.n >= 1) AND (a.n <= 2)) AND NOT a.t IS NULL;
