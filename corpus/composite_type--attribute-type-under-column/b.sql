CREATE TYPE stop AS (name text, minutes integer);
CREATE TABLE route (id integer PRIMARY KEY, via stop);
