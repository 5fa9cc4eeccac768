CREATE SCHEMA core;
CREATE SCHEMA app;
CREATE TABLE core.person (id integer PRIMARY KEY, name text);
CREATE TABLE app.visit (id integer PRIMARY KEY, person_id integer);
