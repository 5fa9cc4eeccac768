CREATE TYPE public."Weird ""Range";
CREATE FUNCTION public.in_one_form(public."Weird ""Range") RETURNS public."Weird ""Range" LANGUAGE internal IMMUTABLE STRICT
    AS 'daterange_canonical';
CREATE TYPE public."Weird ""Range" AS RANGE (subtype = date, canonical = public.in_one_form, subtype_diff = daterange_subdiff);
CREATE FUNCTION public.of(public."Weird ""Range") RETURNS date LANGUAGE sql AS $$ SELECT lower($1) $$;
CREATE TABLE public.t (id integer PRIMARY KEY, r public."Weird ""Range");
