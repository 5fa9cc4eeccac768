CREATE TABLE lead (id integer PRIMARY KEY, name text NOT NULL, phone text, source text NOT NULL DEFAULT 'web');
