-- To be run after old.sql.
ALTER TABLE shop."Weird ""Name" ADD COLUMN "new :col" text DEFAULT '%(x)s :y ${z}';
ALTER TYPE shop.mood ADD VALUE 'better';
CREATE INDEX "idx :1" ON shop."Weird ""Name" (price);
CREATE FUNCTION shop.two() RETURNS integer LANGUAGE sql AS 'SELECT 2 -- 100% :x ${y}';
