CREATE TYPE temper AS ENUM ('sad', 'ok');
CREATE AGGREGATE lowest(temper) (SFUNC = enum_smaller, STYPE = temper);
COMMENT ON AGGREGATE lowest(temper) IS 'stays';
CREATE AGGREGATE number_of(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
