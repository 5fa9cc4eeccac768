CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE TABLE public.root (id integer NOT NULL, more text, CONSTRAINT positive CHECK (id > 0));
CREATE FOREIGN TABLE public.below (own text OPTIONS (a 'c')) INHERITS (public.root) SERVER s OPTIONS (t 'below');
CREATE FOREIGN TABLE public.leaves (id integer, CONSTRAINT positive CHECK (id > 0)) SERVER s;
CREATE FOREIGN TABLE public.joins (id integer NOT NULL, more text, CONSTRAINT positive CHECK (id > 0)) INHERITS (public.root) SERVER s;
CREATE FOREIGN TABLE public.above (x bigint OPTIONS (a 'b'), z integer) SERVER s;
CREATE TABLE public.local (y integer) INHERITS (public.above);
