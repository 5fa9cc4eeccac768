CREATE TABLE one (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x text);
CREATE TABLE two (id integer PRIMARY KEY, x text);
CREATE TABLE three (id serial PRIMARY KEY, x text);
CREATE TABLE four (id bigint PRIMARY KEY, x text);
