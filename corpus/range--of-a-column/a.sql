CREATE TYPE public.numbers AS RANGE (subtype = integer);
CREATE TABLE public.t (id integer PRIMARY KEY, n public.numbers);
