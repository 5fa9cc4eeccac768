CREATE SCHEMA core;
CREATE SCHEMA app;
CREATE TABLE core.person (id integer PRIMARY KEY, name text);
CREATE TABLE app.visit (id integer PRIMARY KEY, person_id integer REFERENCES core.person);
CREATE MATERIALIZED VIEW app.visitor AS SELECT DISTINCT p.id, p.name FROM app.visit v JOIN core.person p ON p.id = v.person_id WITH NO DATA;
CREATE UNIQUE INDEX visitor_id ON app.visitor (id);
ALTER SCHEMA app OWNER TO pgmend_owner;
ALTER TABLE app.visit OWNER TO pgmend_owner;
ALTER MATERIALIZED VIEW app.visitor OWNER TO pgmend_owner;
