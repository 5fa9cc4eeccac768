CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE people (id integer, now mood);
CREATE VIEW v AS SELECT id FROM people;
CREATE VIEW above AS SELECT id FROM v;
