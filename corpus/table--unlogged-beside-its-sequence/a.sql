CREATE TABLE goes (id serial PRIMARY KEY, data text);
CREATE TABLE goes_alone (id serial PRIMARY KEY, data text);
CREATE TABLE identity_goes (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE UNLOGGED TABLE comes (id bigserial PRIMARY KEY);
