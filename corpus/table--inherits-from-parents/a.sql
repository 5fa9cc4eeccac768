CREATE TABLE place (id integer, name text, CONSTRAINT named CHECK (name <> ''));
CREATE TABLE located (lat double precision, lon double precision);
CREATE TABLE city (id integer, name text, mayor text, CONSTRAINT named CHECK (name <> ''));
CREATE TABLE village (id integer, name text, CONSTRAINT named CHECK (name <> ''));
ALTER TABLE village INHERIT place;
CREATE TABLE tower (id integer, name text, lat double precision, lon double precision, CONSTRAINT named CHECK (name <> ''));
ALTER TABLE tower INHERIT place;
