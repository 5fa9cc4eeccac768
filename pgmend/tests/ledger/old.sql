-- Whatever a tool could take for its own: parameters, placeholders, formats, quotes, backslashes.
CREATE SCHEMA shop;
CREATE TYPE shop.mood AS ENUM ('so so', 'it''s');
CREATE TABLE shop."Weird ""Name" (id integer PRIMARY KEY, "at:time" text DEFAULT ':now %s ${x} \n {{y}} #{z}', price numeric CHECK (price > 0), m shop.mood);
CREATE VIEW shop.v AS SELECT id FROM shop."Weird ""Name" WHERE "at:time" ~ '^\:a%';
COMMENT ON VIEW shop.v IS 'it''s 100% :sure 😀 \';
