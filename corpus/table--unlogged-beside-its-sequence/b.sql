CREATE UNLOGGED TABLE goes (id serial PRIMARY KEY, data text);
CREATE UNLOGGED TABLE goes_alone (id serial PRIMARY KEY, data text);
ALTER SEQUENCE goes_alone_id_seq SET LOGGED;
CREATE UNLOGGED TABLE identity_goes (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TABLE comes (id bigserial PRIMARY KEY);
