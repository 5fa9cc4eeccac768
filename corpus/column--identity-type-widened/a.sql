CREATE TABLE hit (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, url text);
CREATE TABLE click (id serial PRIMARY KEY, url text);
