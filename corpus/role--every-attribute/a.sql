CREATE ROLE keeps LOGIN;
COMMENT ON ROLE keeps IS 'may log in';
CREATE ROLE changes;
CREATE ROLE "Weird ""Role""" CREATEDB CONNECTION LIMIT 3;
CREATE ROLE goes SUPERUSER;
ALTER ROLE changes SET work_mem TO '9MB';
ALTER ROLE changes SET search_path TO app, "$user", "Odd, one";
ALTER ROLE goes SET statement_timeout TO '5s';
