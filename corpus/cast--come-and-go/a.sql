CREATE TYPE public.t AS (a integer);
