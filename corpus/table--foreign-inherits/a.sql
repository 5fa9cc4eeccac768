CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE TABLE public.root (id integer, CONSTRAINT positive CHECK (id > 0));
CREATE FOREIGN TABLE public.below (own text OPTIONS (a 'b')) INHERITS (public.root) SERVER s;
CREATE FOREIGN TABLE public.leaves (id integer, CONSTRAINT positive CHECK (id > 0)) INHERITS (public.root) SERVER s;
CREATE FOREIGN TABLE public.joins (id integer, CONSTRAINT positive CHECK (id > 0)) SERVER s;
CREATE FOREIGN TABLE public.above (x integer OPTIONS (a 'b')) SERVER s;
CREATE TABLE public.local (y integer) INHERITS (public.above);
