CREATE TYPE colour AS ENUM ('red', 'green', 'blue');
CREATE TABLE car (
    id integer PRIMARY KEY,
    body colour NOT NULL DEFAULT 'red',
    stripes colour[] NOT NULL DEFAULT '{green,blue}'
);
CREATE INDEX car_body ON car (body) WHERE body <> 'blue';
ALTER TABLE car ADD CONSTRAINT car_stripes CHECK (NOT ('red'::colour = ANY (stripes)));
CREATE VIEW blue_car AS SELECT id, body, stripes FROM car WHERE body = 'blue';
CREATE FUNCTION paint(id integer, colour colour DEFAULT 'green') RETURNS void LANGUAGE sql
    AS $$ UPDATE public.car SET body = $2 WHERE car.id = $1 $$;
