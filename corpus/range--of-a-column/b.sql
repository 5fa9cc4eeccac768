CREATE TYPE public.numbers AS RANGE (subtype = bigint);
CREATE TABLE public.t (id integer PRIMARY KEY, n public.numbers);
