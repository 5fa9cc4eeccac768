CREATE FOREIGN DATA WRAPPER w;
CREATE TABLE public.root (id integer NOT NULL, note text DEFAULT 'none', CONSTRAINT root_id CHECK (id > 0));
