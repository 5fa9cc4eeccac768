CREATE TABLE one (id serial PRIMARY KEY, x text);
CREATE TABLE two (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x text);
CREATE TABLE three (id integer PRIMARY KEY, x text);
CREATE TABLE four (id bigserial PRIMARY KEY, x text);
