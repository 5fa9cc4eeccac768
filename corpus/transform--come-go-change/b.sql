CREATE TYPE public."Odd Type" AS (n integer);
CREATE FUNCTION public.back(internal) RETURNS public."Odd Type" LANGUAGE internal STABLE AS 'record_recv';
CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
CREATE TRANSFORM FOR public."Odd Type" LANGUAGE sql (
    FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION public.back(internal)
);
COMMENT ON TRANSFORM FOR integer LANGUAGE sql IS 'stays';
COMMENT ON TRANSFORM FOR public."Odd Type" LANGUAGE sql IS 'it''s new';
CREATE FUNCTION public.f(public."Odd Type") RETURNS integer LANGUAGE sql TRANSFORM FOR TYPE public."Odd Type" AS 'SELECT 1';
