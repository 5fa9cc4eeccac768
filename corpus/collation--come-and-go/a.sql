CREATE TABLE public.plain (a text);
