CREATE TYPE public."Odd Type" AS (n integer);
CREATE FUNCTION public.there(internal) RETURNS internal LANGUAGE internal STABLE AS 'prsd_lextype';
CREATE FUNCTION public.back(internal) RETURNS public."Odd Type" LANGUAGE internal STABLE AS 'record_recv';
CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION public.there(internal), TO SQL WITH FUNCTION int4recv(internal));
CREATE TRANSFORM FOR text LANGUAGE sql (FROM SQL WITH FUNCTION public.there(internal));
COMMENT ON TRANSFORM FOR integer LANGUAGE sql IS 'stays';
