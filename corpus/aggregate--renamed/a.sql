CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE AGGREGATE lowest(mood) (SFUNC = enum_smaller, STYPE = mood);
COMMENT ON AGGREGATE lowest(mood) IS 'stays';
CREATE AGGREGATE counted(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
