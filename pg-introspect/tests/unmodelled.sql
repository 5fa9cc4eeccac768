-- What no kind of the model claims: each must stand in the certificate. Beside it ledgers and members of extensions.
CREATE SCHEMA app;
CREATE EXTENSION citext SCHEMA public;
CREATE EXTENSION postgres_fdw SCHEMA public;
CREATE TABLE app.t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text, b integer NOT NULL,
    EXCLUDE USING btree (lower(a) WITH =));
CREATE VIEW app.viewed AS SELECT 1 AS one;
CREATE FUNCTION app.f(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE FUNCTION app.eq(app.t, app.t) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.id = $2.id';
CREATE FUNCTION app.trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TYPE app.span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
CREATE OPERATOR app.=== (LEFTARG = app.t, RIGHTARG = app.t, FUNCTION = app.eq);
CREATE OPERATOR FAMILY app.family USING btree;
CREATE OPERATOR CLASS app.class FOR TYPE integer USING btree AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int4, int4);
CREATE CONVERSION app.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE COLLATION app.coll FROM "C";
CREATE TEXT SEARCH CONFIGURATION app.config (COPY = simple);
CREATE TEXT SEARCH DICTIONARY app.dict (TEMPLATE = simple);
CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE app.template (LEXIZE = dsimple_lexize);
COMMENT ON RULE "_RETURN" ON app.viewed IS 'of a view''s query';
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO introspect_reader;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO introspect_reader;
CREATE CAST (app.t AS integer) WITH INOUT AS ASSIGNMENT;
CREATE FOREIGN DATA WRAPPER introspect_wrapper;
CREATE SERVER introspect_server FOREIGN DATA WRAPPER postgres_fdw;
CREATE USER MAPPING FOR introspect_reader SERVER introspect_server;
CREATE FOREIGN TABLE app.far (id integer, b integer) SERVER introspect_server;
CREATE STATISTICS app.stats ON id, b FROM app.far;
CREATE ACCESS METHOD introspect_heap TYPE TABLE HANDLER heap_tableam_handler;
CREATE TRUSTED LANGUAGE introspect_language HANDLER plpgsql_call_handler;
CREATE TRANSFORM FOR integer LANGUAGE introspect_language (FROM SQL WITH FUNCTION prsd_lextype(internal));
ALTER FUNCTION app.f(integer, integer) DEPENDS ON EXTENSION citext;
GRANT USAGE ON TYPE app.t TO introspect_reader;
REVOKE EXECUTE ON FUNCTION public.citext_eq(citext, citext) FROM PUBLIC;
CREATE TABLE app.parts (id integer, k integer) PARTITION BY LIST (k);
CREATE TABLE app.parts_1 PARTITION OF app.parts FOR VALUES IN (1);
CREATE TRIGGER cloned BEFORE INSERT ON app.parts FOR EACH ROW EXECUTE FUNCTION app.trg();
COMMENT ON TYPE app.t IS 'of a row';
COMMENT ON TRIGGER cloned ON app.parts_1 IS 'of a copy';
-- From 15 on the server refuses it.
DO $$ BEGIN IF current_setting('server_version_num')::integer < 150000 THEN
    ALTER TRIGGER cloned ON app.parts_1 RENAME TO cloned_no_more; END IF; END $$;
CREATE TABLE app._sqlx_migrations (version bigint PRIMARY KEY, description text NOT NULL);
CREATE TABLE app.goose_db_version (id serial PRIMARY KEY);
COMMENT ON COLUMN app.goose_db_version.id IS 'the tool''s';
CREATE INDEX ON app.goose_db_version (id);
ALTER ROLE introspect_reader IN DATABASE introspect_database SET work_mem = '9MB';
SET allow_system_table_mods = on;
INSERT INTO pg_catalog.pg_seclabel (classoid, objoid, objsubid, provider, label)
    VALUES (1255, 'public.citext_eq(citext, citext)'::regprocedure, 0, 'nobody', 'x');
RESET allow_system_table_mods;
