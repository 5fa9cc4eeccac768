CREATE TABLE t (id integer PRIMARY KEY);
ALTER TABLE t OWNER TO pgmend_writer;
GRANT SELECT ON t TO pgmend_owner, pgmend_reader;
CREATE TABLE u (id integer PRIMARY KEY);
ALTER TABLE u OWNER TO pgmend_writer;
REVOKE INSERT ON u FROM pgmend_writer;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
ALTER FUNCTION f() OWNER TO pgmend_owner;
GRANT EXECUTE ON FUNCTION f() TO pgmend_writer;
