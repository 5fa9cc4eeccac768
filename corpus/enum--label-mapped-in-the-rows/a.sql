CREATE TYPE colour AS ENUM ('red', 'mauve', 'lilac', 'blue', 'it''s {odd}');
CREATE DOMAIN paint AS colour CONSTRAINT no_red CHECK (VALUE <> 'red');
CREATE DOMAIN paints AS colour[];
CREATE TABLE car (
    id integer PRIMARY KEY,
    body colour NOT NULL DEFAULT 'red',
    stripes colour[] NOT NULL DEFAULT '{blue}',
    inside paint,
    others paints,
    many paint[]
);
CREATE INDEX car_body ON car (body) WHERE body <> 'blue';
CREATE VIEW blue_car AS SELECT id, body, stripes FROM car WHERE body = 'blue';
CREATE TABLE truck (id integer, body colour) PARTITION BY RANGE (id);
CREATE TABLE truck_1 PARTITION OF truck FOR VALUES FROM (0) TO (100);
