CREATE TABLE t (id integer PRIMARY KEY, v text, n integer);
CREATE VIEW whole AS SELECT t AS row, row_to_json(t) AS json FROM t;
CREATE VIEW star AS SELECT t.* FROM t;
CREATE FUNCTION all_t() RETURNS SETOF t LANGUAGE sql STABLE AS $$ SELECT * FROM public.t $$;
CREATE VIEW through AS SELECT a.v FROM all_t() a;
