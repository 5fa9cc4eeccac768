CREATE TABLE t (id integer);
CREATE TYPE pair AS (a integer);
CREATE FUNCTION pair_is(pair, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = $2';
CREATE OPERATOR =?= (FUNCTION = pair_is, LEFTARG = pair, RIGHTARG = integer, COMMUTATOR = =?=, NEGATOR = <?>);
