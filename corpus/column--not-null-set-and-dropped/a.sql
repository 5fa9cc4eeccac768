CREATE TABLE lead (id integer PRIMARY KEY, name text, phone text NOT NULL, source text);
