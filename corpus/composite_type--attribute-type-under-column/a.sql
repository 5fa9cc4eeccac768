CREATE TYPE stop AS (name text, minutes smallint);
CREATE TABLE route (id integer PRIMARY KEY, via stop);
