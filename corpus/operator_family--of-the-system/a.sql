CREATE TYPE pair AS (a integer, b integer);
CREATE FUNCTION pair_before(integer, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 < ($2).a';
CREATE FUNCTION pair_after(integer, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > ($2).a';
CREATE FUNCTION pair_order(integer, pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 - ($2).a';
CREATE OPERATOR < (FUNCTION = pair_before, LEFTARG = integer, RIGHTARG = pair);
CREATE OPERATOR > (FUNCTION = pair_after, LEFTARG = integer, RIGHTARG = pair);
ALTER OPERATOR FAMILY integer_ops USING btree ADD OPERATOR 1 < (integer, pair);
