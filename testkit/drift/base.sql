-- One object of every kind, with every property set to something that is not the default, where that can be. Each of
-- drifts.toml changes one property of one of them; an untouched copy must show no difference.
--
-- Loaded on every major version; base.15.sql, base.17.sql and base.18.sql add what came later, base.contrib.sql what
-- needs an extension. The roles pgmend_owner, pgmend_reader and pgmend_writer exist.

-- A second table access method, so that "another than heap" can be told: it is heap under another name.
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;

CREATE SCHEMA d;
GRANT USAGE ON SCHEMA d TO pgmend_writer;
CREATE SCHEMA d_owned;
CREATE SCHEMA d_unused;
ALTER SCHEMA d_owned OWNER TO pgmend_owner;
COMMENT ON SCHEMA d_owned IS 'owned';
GRANT USAGE ON SCHEMA d_owned TO pgmend_reader;

-- Types

CREATE TYPE d.mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE d.unused_enum AS ENUM ('a', 'b');
ALTER TYPE d.mood OWNER TO pgmend_owner;
COMMENT ON TYPE d.mood IS 'enum';
REVOKE USAGE ON TYPE d.mood FROM PUBLIC;
GRANT USAGE ON TYPE d.mood TO pgmend_reader;

CREATE TYPE d.address AS (street text COLLATE "C", zip varchar(10), city text);
CREATE TYPE d.unused_composite AS (x integer);
CREATE TYPE d.reading AS (at timestamptz, value double precision);
ALTER TYPE d.address OWNER TO pgmend_owner;
COMMENT ON TYPE d.address IS 'composite type';
COMMENT ON COLUMN d.address.zip IS 'attribute';
GRANT USAGE ON TYPE d.address TO pgmend_reader WITH GRANT OPTION;

CREATE DOMAIN d.code AS varchar(20) COLLATE "C" DEFAULT 'x' NOT NULL;
ALTER DOMAIN d.code ADD CONSTRAINT code_short CHECK (length(VALUE) < 10);
ALTER DOMAIN d.code ADD CONSTRAINT code_later CHECK (VALUE <> 'bad') NOT VALID;
CREATE DOMAIN d.simple AS varchar(20) COLLATE "C";
CREATE DOMAIN d.unused_domain AS integer;
ALTER DOMAIN d.code OWNER TO pgmend_owner;
COMMENT ON DOMAIN d.code IS 'domain';
COMMENT ON CONSTRAINT code_short ON DOMAIN d.code IS 'domain constraint';
GRANT USAGE ON DOMAIN d.code TO pgmend_writer;

-- Sequences

CREATE SEQUENCE d.counter AS integer INCREMENT BY 2 MINVALUE -5 MAXVALUE 5000 START WITH 7 CACHE 3 CYCLE;
CREATE SEQUENCE d.unused_sequence;
ALTER SEQUENCE d.counter OWNER TO pgmend_owner;
COMMENT ON SEQUENCE d.counter IS 'sequence';
GRANT USAGE, SELECT ON SEQUENCE d.counter TO pgmend_writer;

-- Functions that others stand on

CREATE FUNCTION d.on_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION d.on_row_too() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION d.plain(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT lower(t) $$;

-- Tables

CREATE TABLE d.target (id integer PRIMARY KEY, a integer NOT NULL, b integer NOT NULL, UNIQUE (a, b), UNIQUE (b, a));
CREATE TABLE d.other_target (id integer PRIMARY KEY);
CREATE UNLOGGED TABLE d.fleeting (id integer);
CREATE TABLE d.lasting (id integer);
CREATE TABLE d.stored (id integer, body text)
    WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
CREATE TABLE d.other_method (id integer) USING heap2;
CREATE TABLE d.secured (id integer, owner text);
ALTER TABLE d.secured ENABLE ROW LEVEL SECURITY;
ALTER TABLE d.secured FORCE ROW LEVEL SECURITY;
CREATE TABLE d.unsecured (id integer);
CREATE TABLE d.identified (id integer CONSTRAINT identified_pkey PRIMARY KEY, code text NOT NULL);
CREATE UNIQUE INDEX identified_code ON d.identified (code);
ALTER TABLE d.identified REPLICA IDENTITY USING INDEX identified_code;
CREATE TABLE d.identified_full (id integer);
ALTER TABLE d.identified_full REPLICA IDENTITY FULL;
CREATE TABLE d.clustered (id integer CONSTRAINT clustered_pkey PRIMARY KEY, at date);
CREATE INDEX clustered_at ON d.clustered (at);
ALTER TABLE d.clustered CLUSTER ON clustered_at;
CREATE TABLE d.typed OF d.reading;
CREATE TABLE d.untyped (at timestamptz, value double precision);
CREATE TABLE d.parent (id integer, name text);
CREATE TABLE d.other_parent (name text);
CREATE TABLE d.child (id integer, name text, extra text);
ALTER TABLE d.child INHERIT d.parent;
CREATE TABLE d.orphan (id integer, name text);
CREATE TABLE d.parted (k integer NOT NULL, v text) PARTITION BY LIST (k);
CREATE TABLE d.parted_1 PARTITION OF d.parted FOR VALUES IN (1, 2);
CREATE TABLE d.parted_rest PARTITION OF d.parted DEFAULT;
CREATE TABLE d.not_yet_parted (k integer NOT NULL, v text);
CREATE TABLE d.parted_empty (k integer, n integer) PARTITION BY RANGE (k);
CREATE TABLE d.unused_table (id integer);
CREATE TABLE d.described (id integer, v text);
ALTER TABLE d.described OWNER TO pgmend_owner;
COMMENT ON TABLE d.described IS 'table';
COMMENT ON COLUMN d.described.v IS 'column';
GRANT SELECT, INSERT ON d.described TO pgmend_reader;
GRANT UPDATE ON d.described TO pgmend_writer WITH GRANT OPTION;
GRANT SELECT ON d.described TO PUBLIC;
GRANT UPDATE (v) ON d.described TO pgmend_reader;
REVOKE TRUNCATE ON d.described FROM pgmend_owner;

-- Columns and their defaults

CREATE TABLE d.columns (
    id integer,
    typed varchar(20),
    amount numeric(10,2),
    moment timestamp(3),
    list integer[],
    collated text COLLATE "C",
    required integer NOT NULL,
    optional integer,
    number bigint GENERATED ALWAYS AS IDENTITY (START WITH 5 INCREMENT BY 3 MINVALUE 2 MAXVALUE 90000 CACHE 4 CYCLE),
    other_number integer GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME d.columns_own_numbers),
    plain_number integer NOT NULL,
    twice integer GENERATED ALWAYS AS (id * 2) STORED,
    big text,
    packed text COMPRESSION pglz,
    unpacked text,
    counted integer,
    tuned integer,
    with_default text DEFAULT 'a',
    with_call timestamptz DEFAULT now(),
    without_default text,
    unused_column text
);
ALTER TABLE d.columns ALTER COLUMN big SET STORAGE EXTERNAL;
ALTER TABLE d.columns ALTER COLUMN counted SET STATISTICS 500;
ALTER TABLE d.columns ALTER COLUMN tuned SET (n_distinct = -0.5, n_distinct_inherited = 10);
CREATE TABLE d.serials (id serial, n integer, m integer);
CREATE SEQUENCE d.owned_counter OWNED BY d.serials.n;

-- Constraints

CREATE TABLE d.keys (
    a integer NOT NULL, b integer NOT NULL, c integer, e integer,
    CONSTRAINT keys_primary PRIMARY KEY (a) INCLUDE (c) WITH (fillfactor = 80) DEFERRABLE,
    CONSTRAINT keys_unique UNIQUE (b, c) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT keys_unused UNIQUE (e)
);
CREATE TABLE d.foreign_keys (
    r integer, a integer, b integer,
    CONSTRAINT fk_full FOREIGN KEY (a, b) REFERENCES d.target (a, b) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_plain FOREIGN KEY (r) REFERENCES d.target (id)
);
ALTER TABLE d.foreign_keys ADD CONSTRAINT fk_not_valid FOREIGN KEY (r) REFERENCES d.other_target NOT VALID;
CREATE TABLE d.checks (
    a integer, b integer,
    CONSTRAINT check_plain CHECK (a > 0),
    CONSTRAINT check_local CHECK (b > 0) NO INHERIT,
    CONSTRAINT check_unused CHECK (a <> b)
);
ALTER TABLE d.checks ADD CONSTRAINT check_not_valid CHECK (a < 100) NOT VALID;
COMMENT ON CONSTRAINT check_plain ON d.checks IS 'constraint';
COMMENT ON INDEX d.keys_unused IS 'index of a constraint';
COMMENT ON SEQUENCE d.columns_own_numbers IS 'sequence of an identity';
GRANT SELECT ON SEQUENCE d.columns_own_numbers TO pgmend_reader;
CREATE TABLE d.exclusions (
    area circle, n integer,
    CONSTRAINT no_overlap EXCLUDE USING gist (area WITH &&) WHERE (n > 0) DEFERRABLE,
    CONSTRAINT one_n EXCLUDE USING btree (n WITH =),
    CONSTRAINT computed EXCLUDE USING btree ((n + 1) WITH =, (n * 2) WITH =)
);
ALTER INDEX d.computed ALTER COLUMN 1 SET STATISTICS 300;
CREATE TABLE d.key_parent (k integer NOT NULL, v integer NOT NULL) PARTITION BY LIST (k);
CREATE TABLE d.key_child PARTITION OF d.key_parent FOR VALUES IN (1);
ALTER TABLE d.key_child ADD CONSTRAINT key_child_key UNIQUE (k, v);
ALTER TABLE ONLY d.key_parent ADD CONSTRAINT key_parent_key UNIQUE (k, v);

-- Indexes

CREATE TABLE d.indexed (id integer, a text, b integer, c text, tags text[], words tsvector, at timestamptz);
CREATE INDEX index_columns ON d.indexed (a, b DESC NULLS LAST);
CREATE INDEX index_expression ON d.indexed (lower(a), b, upper(c));
ALTER INDEX d.index_expression ALTER COLUMN 1 SET STATISTICS 300;
CREATE UNIQUE INDEX index_unique ON d.indexed (id) INCLUDE (b) WHERE b > 0;
CREATE INDEX index_parameters ON d.indexed (b) WITH (fillfactor = 60, deduplicate_items = off);
CREATE INDEX index_class ON d.indexed (a COLLATE "C" text_pattern_ops);
CREATE INDEX index_class_options ON d.indexed USING gist (words tsvector_ops (siglen = 50));
CREATE INDEX index_method ON d.indexed USING hash (b);
CREATE INDEX index_unused ON d.indexed (at);
COMMENT ON INDEX d.index_columns IS 'index';
CREATE TABLE d.index_parent (k integer NOT NULL, v text) PARTITION BY LIST (k);
CREATE TABLE d.index_child_1 PARTITION OF d.index_parent FOR VALUES IN (1);
CREATE TABLE d.index_child_2 PARTITION OF d.index_parent FOR VALUES IN (2);
CREATE INDEX index_parent_v ON ONLY d.index_parent (v);
CREATE INDEX index_child_1_v ON d.index_child_1 (v);
ALTER INDEX d.index_parent_v ATTACH PARTITION d.index_child_1_v;
CREATE INDEX index_child_2_v ON d.index_child_2 (v);

-- Extended statistics

CREATE TABLE d.measured (a integer, b integer, c text);
CREATE STATISTICS d.counted (ndistinct, dependencies) ON a, b FROM d.measured;
ALTER STATISTICS d.counted SET STATISTICS 200;
ALTER STATISTICS d.counted OWNER TO pgmend_owner;
COMMENT ON STATISTICS d.counted IS 'statistics';
CREATE STATISTICS d.computed (mcv) ON c, (a + b) FROM d.measured;
CREATE STATISTICS d.unused_statistics ON a, b FROM d.measured;

-- Views

CREATE VIEW d.shown WITH (security_barrier = true, check_option = local) AS
    SELECT id, v, lower(v) COLLATE "C" AS low FROM d.described WHERE id > 0;
ALTER VIEW d.shown ALTER COLUMN v SET DEFAULT 'from the view';
ALTER VIEW d.shown OWNER TO pgmend_owner;
COMMENT ON VIEW d.shown IS 'view';
COMMENT ON COLUMN d.shown.v IS 'column of a view';
GRANT SELECT ON d.shown TO pgmend_reader;
GRANT UPDATE (v) ON d.shown TO pgmend_writer;
CREATE VIEW d.unused_view AS SELECT 1 AS one;

CREATE MATERIALIZED VIEW d.kept WITH (fillfactor = 80, toast.autovacuum_enabled = false) AS SELECT id, v FROM d.described;
CREATE INDEX kept_id ON d.kept (id);
CREATE INDEX kept_v ON d.kept (v);
ALTER MATERIALIZED VIEW d.kept CLUSTER ON kept_id;
ALTER MATERIALIZED VIEW d.kept OWNER TO pgmend_owner;
COMMENT ON MATERIALIZED VIEW d.kept IS 'materialized view';
COMMENT ON COLUMN d.kept.v IS 'column of a materialized view';
ALTER MATERIALIZED VIEW d.kept ALTER v SET STORAGE EXTERNAL, ALTER v SET COMPRESSION pglz, ALTER v SET STATISTICS 30,
    ALTER v SET (n_distinct = 5);
GRANT SELECT ON d.kept TO pgmend_reader;
CREATE MATERIALIZED VIEW d.kept_empty AS SELECT 1 AS one WITH NO DATA;
CREATE MATERIALIZED VIEW d.kept_other_method USING heap2 AS SELECT 1 AS one;
CREATE MATERIALIZED VIEW d.unused_kept AS SELECT 1 AS one;

-- Foreign servers

CREATE FUNCTION d.far_options(text[], oid) RETURNS void LANGUAGE internal STRICT AS 'postgresql_fdw_validator';
CREATE FOREIGN DATA WRAPPER d_far OPTIONS (debug 'true');
CREATE FOREIGN DATA WRAPPER d_far_too;
CREATE FOREIGN DATA WRAPPER d_unused;
COMMENT ON FOREIGN DATA WRAPPER d_far IS 'wrapper';
GRANT USAGE ON FOREIGN DATA WRAPPER d_far TO pgmend_reader;
CREATE SERVER d_server TYPE 't' VERSION '1' FOREIGN DATA WRAPPER d_far OPTIONS (host 'h');
CREATE SERVER d_unused_server FOREIGN DATA WRAPPER d_far;
COMMENT ON SERVER d_server IS 'server';
GRANT USAGE ON FOREIGN SERVER d_server TO pgmend_reader;
CREATE USER MAPPING FOR pgmend_reader SERVER d_server OPTIONS ("user" 'u');
CREATE USER MAPPING FOR pgmend_writer SERVER d_server;
CREATE FOREIGN TABLE d.far (id integer OPTIONS (name 'ID') NOT NULL DEFAULT 1, CONSTRAINT far_positive CHECK (id > 0))
    SERVER d_server OPTIONS (place 'here');
CREATE FOREIGN TABLE d.unused_far () SERVER d_server;
COMMENT ON FOREIGN TABLE d.far IS 'foreign table';
ALTER FOREIGN TABLE d.far OWNER TO pgmend_owner;
GRANT SELECT ON d.far TO pgmend_reader;

-- Default privileges

ALTER DEFAULT PRIVILEGES FOR ROLE pgmend_owner GRANT SELECT ON TABLES TO pgmend_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE pgmend_owner IN SCHEMA d GRANT USAGE ON SEQUENCES TO pgmend_reader;

-- Routines

CREATE FUNCTION d.routine(a integer, b text DEFAULT 'x', VARIADIC c integer[] DEFAULT '{}') RETURNS SETOF integer
    LANGUAGE sql STABLE STRICT LEAKPROOF SECURITY DEFINER PARALLEL RESTRICTED COST 50 ROWS 20
    SET search_path = pg_catalog, pg_temp SET work_mem = '8MB'
    AS $$ SELECT 1 $$;
ALTER FUNCTION d.routine(integer, text, integer[]) OWNER TO pgmend_owner;
COMMENT ON FUNCTION d.routine(integer, text, integer[]) IS 'function';
REVOKE EXECUTE ON FUNCTION d.routine(integer, text, integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION d.routine(integer, text, integer[]) TO pgmend_reader;
CREATE FUNCTION d.routine_out(INOUT a integer, OUT b text) LANGUAGE sql AS $$ SELECT 1, 'x' $$;
CREATE FUNCTION d.routine_table(n integer) RETURNS TABLE (x integer, y text) LANGUAGE sql AS $$ SELECT 1, 'x' $$;
CREATE FUNCTION d.from_array(VARIADIC list integer[]) RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION d.routine_atomic(n integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT n + 1; END;
CREATE FUNCTION d.routine_supported(text, text) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT SUPPORT textlike_support AS 'textlike';
CREATE FUNCTION d.routine_window() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE STRICT AS 'window_row_number';
CREATE FUNCTION d.unused_function() RETURNS void LANGUAGE sql AS $$ $$;
-- A transform needs functions written in C to be of use; here it only has to be named.
CREATE TYPE d.transformed AS (x integer);
CREATE FUNCTION d.from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE STRICT AS 'array_agg_finalfn';
CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION d.from_sql(internal));
CREATE FUNCTION d.routine_transformed(n integer) RETURNS integer TRANSFORM FOR TYPE integer LANGUAGE sql AS $$ SELECT 1 $$;

CREATE PROCEDURE d.process(a integer, INOUT b text DEFAULT 'x') LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$ BEGIN b := a::text; END $$;
ALTER PROCEDURE d.process(integer, text) OWNER TO pgmend_owner;
COMMENT ON PROCEDURE d.process(integer, text) IS 'procedure';
GRANT EXECUTE ON PROCEDURE d.process(integer, text) TO pgmend_writer WITH GRANT OPTION;
CREATE PROCEDURE d.process_sql(a integer) LANGUAGE sql AS $$ SELECT 1 $$;
CREATE PROCEDURE d.process_transformed(a integer) TRANSFORM FOR TYPE integer LANGUAGE sql AS $$ SELECT 1 $$;
CREATE PROCEDURE d.unused_procedure() LANGUAGE sql AS $$ $$;

-- Triggers and policies

CREATE TABLE d.watched (id integer, a text, b integer);
CREATE TRIGGER row_trigger BEFORE INSERT OR UPDATE OF a, b ON d.watched
    FOR EACH ROW WHEN (NEW.b > 0) EXECUTE FUNCTION d.on_row('x', 'it''s');
CREATE TRIGGER set_trigger AFTER UPDATE ON d.watched REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION d.on_row();
CREATE CONSTRAINT TRIGGER late_trigger AFTER INSERT ON d.watched FROM d.target DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION d.on_row();
CREATE TRIGGER off_trigger BEFORE DELETE ON d.watched FOR EACH ROW EXECUTE FUNCTION d.on_row();
ALTER TABLE d.watched DISABLE TRIGGER off_trigger;
CREATE TRIGGER unused_trigger BEFORE DELETE ON d.watched FOR EACH ROW EXECUTE FUNCTION d.on_row();
COMMENT ON TRIGGER row_trigger ON d.watched IS 'trigger';
CREATE TRIGGER copied_trigger AFTER INSERT ON d.parted FOR EACH ROW EXECUTE FUNCTION d.on_row();
ALTER TABLE d.parted_1 DISABLE TRIGGER copied_trigger;
CREATE TRIGGER view_trigger INSTEAD OF INSERT ON d.shown FOR EACH ROW EXECUTE FUNCTION d.on_row();

CREATE TABLE d.ruled (a integer, b text);
CREATE RULE acting AS ON UPDATE TO d.ruled WHERE NEW.a > 0 DO ALSO INSERT INTO d.ruled VALUES (1, 'x');
CREATE RULE off_rule AS ON DELETE TO d.ruled DO INSTEAD NOTHING;
ALTER TABLE d.ruled DISABLE RULE off_rule;
CREATE RULE unused_rule AS ON INSERT TO d.ruled WHERE NEW.a < 0 DO INSTEAD NOTHING;
CREATE RULE view_rule AS ON DELETE TO d.unused_view DO INSTEAD NOTHING;
COMMENT ON RULE acting ON d.ruled IS 'rule';

CREATE POLICY every ON d.secured AS RESTRICTIVE FOR ALL TO pgmend_reader, pgmend_writer
    USING (owner = CURRENT_USER) WITH CHECK (owner <> '');
CREATE POLICY reading ON d.secured FOR SELECT USING (id > 0);
CREATE POLICY unused_policy ON d.secured FOR DELETE USING (id > 0);
COMMENT ON POLICY every ON d.secured IS 'policy';

-- Event triggers

CREATE FUNCTION d.on_event() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM tg_tag; END $$;
CREATE FUNCTION d.on_event_too() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM tg_event; END $$;
CREATE EVENT TRIGGER d_event ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION d.on_event();
CREATE EVENT TRIGGER d_off_event ON sql_drop EXECUTE FUNCTION d.on_event();
ALTER EVENT TRIGGER d_off_event DISABLE;
CREATE EVENT TRIGGER d_unused_event ON table_rewrite EXECUTE FUNCTION d.on_event();
COMMENT ON EVENT TRIGGER d_event IS 'event trigger';

-- Publications

CREATE TABLE d.published (id integer PRIMARY KEY, a text, b integer);
CREATE PUBLICATION d_publication FOR TABLE d.published WITH (publish = 'insert, update');
ALTER PUBLICATION d_publication OWNER TO pgmend_owner;
CREATE PUBLICATION d_unused_publication;
COMMENT ON PUBLICATION d_publication IS 'publication';

-- Collations

CREATE COLLATION d.collated (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
CREATE COLLATION d.unused_collation (provider = libc, locale = 'C');
CREATE DOMAIN d.collated_domain AS text COLLATE d.collated;

-- Range types

CREATE FUNCTION d.apart(integer, integer) RETURNS double precision LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT ($1 - $2)::double precision $$;
CREATE TYPE d.numbers AS RANGE (subtype = integer, subtype_diff = d.apart, multirange_type_name = d.many_numbers);
CREATE TYPE d.words AS RANGE (subtype = text, subtype_opclass = text_pattern_ops, collation = "C");
CREATE TYPE d.unused_range AS RANGE (subtype = date);
ALTER TYPE d.numbers OWNER TO pgmend_owner;
COMMENT ON TYPE d.numbers IS 'range';
REVOKE USAGE ON TYPE d.numbers FROM PUBLIC;
GRANT USAGE ON TYPE d.numbers TO pgmend_reader;
CREATE TABLE d.ranges (n d.numbers, m d.many_numbers);

-- Operators

CREATE FUNCTION d.alike(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text = $2 $$;
CREATE FUNCTION d.unlike(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text <> $2 $$;
CREATE FUNCTION d.ekila(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $2::text = $1 $$;
CREATE OPERATOR d.=== (leftarg = integer, rightarg = text, function = d.alike, restrict = eqsel, join = eqjoinsel,
    commutator = operator(d.===), negator = operator(d.!==), hashes, merges);
CREATE OPERATOR d.!== (leftarg = integer, rightarg = text, function = d.unlike, negator = operator(d.===));
CREATE OPERATOR d.=== (leftarg = text, rightarg = integer, function = d.ekila, commutator = operator(d.===));
CREATE OPERATOR d.==== (leftarg = integer, rightarg = text, function = d.alike);
CREATE OPERATOR d.!! (rightarg = integer, function = int4um);
ALTER OPERATOR d.=== (integer, text) OWNER TO pgmend_owner;
COMMENT ON OPERATOR d.=== (integer, text) IS 'operator';

-- Operator families

CREATE OPERATOR FAMILY d.loose USING btree;
ALTER OPERATOR FAMILY d.loose USING btree ADD OPERATOR 1 < (integer, bigint), OPERATOR 3 = (integer, bigint),
    FUNCTION 1 (integer, bigint) btint48cmp(integer, bigint);
CREATE OPERATOR FAMILY d.unused_family USING hash;
ALTER OPERATOR FAMILY d.loose USING btree OWNER TO pgmend_owner;
COMMENT ON OPERATOR FAMILY d.loose USING btree IS 'operator family';

-- Operator classes

CREATE OPERATOR FAMILY d.other_family USING btree;
CREATE OPERATOR CLASS d.ints FOR TYPE integer USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
CREATE OPERATOR CLASS d.stored FOR TYPE point USING gist AS
    FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal),
    FUNCTION 3 gist_point_compress(internal), FUNCTION 5 gist_box_penalty(internal, internal, internal),
    FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal), STORAGE box;
CREATE TYPE d.compared AS (x integer);
CREATE FUNCTION d.compare(d.compared, d.compared) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 0 $$;
CREATE OPERATOR CLASS d.unused_class FOR TYPE d.compared USING btree AS FUNCTION 1 d.compare(d.compared, d.compared);
ALTER OPERATOR CLASS d.ints USING btree OWNER TO pgmend_owner;
COMMENT ON OPERATOR CLASS d.ints USING btree IS 'operator class';
CREATE TABLE d.classed (n integer);
CREATE INDEX classed_n ON d.classed (n d.ints);

-- Casts

CREATE FUNCTION d.mood_number(d.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
CREATE FUNCTION d.mood_other(d.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 2 $$;
CREATE CAST (d.mood AS integer) WITH FUNCTION d.mood_number(d.mood) AS ASSIGNMENT;
CREATE CAST (d.mood AS bigint) WITH INOUT;
COMMENT ON CAST (d.mood AS integer) IS 'cast';

-- Languages

CREATE FUNCTION d.language_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE TRUSTED LANGUAGE d_language HANDLER d.language_handler INLINE pg_catalog.plpgsql_inline_handler VALIDATOR pg_catalog.plpgsql_validator;
CREATE LANGUAGE d_unused_language HANDLER d.language_handler;
ALTER LANGUAGE d_language OWNER TO pgmend_owner;
COMMENT ON LANGUAGE d_language IS 'language';
REVOKE USAGE ON LANGUAGE d_language FROM PUBLIC;
GRANT USAGE ON LANGUAGE d_language TO pgmend_reader;
CREATE FUNCTION d.routine_of_language() RETURNS integer LANGUAGE d_language AS 'BEGIN RETURN 1; END';

-- Transforms

CREATE TRANSFORM FOR bigint LANGUAGE sql (FROM SQL WITH FUNCTION d.from_sql(internal), TO SQL WITH FUNCTION int8recv(internal));
CREATE TRANSFORM FOR date LANGUAGE sql (FROM SQL WITH FUNCTION d.from_sql(internal));
COMMENT ON TRANSFORM FOR bigint LANGUAGE sql IS 'transform';

-- Access methods

CREATE ACCESS METHOD d_method TYPE INDEX HANDLER hashhandler;
COMMENT ON ACCESS METHOD d_method IS 'access method';

-- Text search

CREATE TEXT SEARCH PARSER d.parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, headline = prsd_headline, lextypes = prsd_lextype);
CREATE TEXT SEARCH PARSER d.unused_parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, headline = prsd_headline, lextypes = prsd_lextype);
COMMENT ON TEXT SEARCH PARSER d.parser IS 'text search parser';

CREATE TEXT SEARCH TEMPLATE d.template (init = dsimple_init, lexize = dsimple_lexize);
CREATE TEXT SEARCH TEMPLATE d.unused_template (init = dsimple_init, lexize = dsimple_lexize);
COMMENT ON TEXT SEARCH TEMPLATE d.template IS 'text search template';

-- Aggregates

CREATE FUNCTION d.sum_step(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT $1 + $2 $$;
CREATE FUNCTION d.sum_step_too(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT $1 + $2 * 2 $$;
CREATE FUNCTION d.sum_back(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT $1 - $2 $$;
CREATE FUNCTION d.sum_end(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
CREATE AGGREGATE d.summed(integer) (SFUNC = d.sum_step, STYPE = bigint, SSPACE = 16, FINALFUNC = d.sum_end, COMBINEFUNC = int8pl, INITCOND = '0',
    MSFUNC = d.sum_step, MINVFUNC = d.sum_back, MSTYPE = bigint, MINITCOND = '0', PARALLEL = SAFE);
CREATE AGGREGATE d.averaged(bigint) (SFUNC = int8_avg_accum, STYPE = internal, FINALFUNC = numeric_poly_avg, COMBINEFUNC = int8_avg_combine,
    SERIALFUNC = int8_avg_serialize, DESERIALFUNC = int8_avg_deserialize);
CREATE AGGREGATE d.smallest(integer) (SFUNC = int4smaller, STYPE = integer, SORTOP = <);
CREATE AGGREGATE d.unused_aggregate(integer) (SFUNC = d.sum_step, STYPE = bigint);
ALTER AGGREGATE d.summed(integer) OWNER TO pgmend_owner;
COMMENT ON AGGREGATE d.summed(integer) IS 'aggregate';
GRANT EXECUTE ON FUNCTION d.summed(integer) TO pgmend_reader;
CREATE FUNCTION d.any_step(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT $1 + 1 $$;
CREATE AGGREGATE d.ordered_sum(ORDER BY integer) (SFUNC = d.any_step, STYPE = bigint);

-- Base types and shell types

CREATE TYPE d.letters;
CREATE FUNCTION d.letters_in(cstring) RETURNS d.letters LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION d.letters_out(d.letters) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE FUNCTION d.letters_recv(internal) RETURNS d.letters LANGUAGE internal IMMUTABLE STRICT AS 'textrecv';
CREATE FUNCTION d.letters_send(d.letters) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'textsend';
CREATE TYPE d.letters (input = d.letters_in, output = d.letters_out, receive = d.letters_recv, send = d.letters_send,
    typmod_in = varchartypmodin, typmod_out = varchartypmodout, analyze = array_typanalyze, storage = extended);
CREATE TYPE d.halves;
CREATE FUNCTION d.halves_in(cstring) RETURNS d.halves LANGUAGE internal IMMUTABLE STRICT AS 'point_in';
CREATE FUNCTION d.halves_out(d.halves) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'point_out';
CREATE TYPE d.halves (input = d.halves_in, output = d.halves_out, internallength = 16, alignment = double, element = float8);
CREATE TYPE d.unused_base;
CREATE FUNCTION d.unused_base_in(cstring) RETURNS d.unused_base LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION d.unused_base_out(d.unused_base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE d.unused_base (input = d.unused_base_in, output = d.unused_base_out, internallength = 4);
CREATE TYPE d.unused_shell;
CREATE TYPE d.commented_shell;
ALTER TYPE d.commented_shell OWNER TO pgmend_owner;
COMMENT ON TYPE d.commented_shell IS 'shell';
ALTER TYPE d.letters OWNER TO pgmend_owner;
COMMENT ON TYPE d.letters IS 'base type';
REVOKE USAGE ON TYPE d.letters FROM PUBLIC;
GRANT USAGE ON TYPE d.letters TO pgmend_reader;
CREATE TABLE d.lettered (l d.letters, h d.halves);

-- The database

DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET work_mem = ''8MB''', current_database());
    EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 1000', current_database());
    EXECUTE format('COMMENT ON DATABASE %I IS ''database''', current_database());
    EXECUTE format('ALTER ROLE pgmend_reader IN DATABASE %I SET work_mem = ''10MB''', current_database());
    EXECUTE format('GRANT CREATE ON DATABASE %I TO pgmend_reader', current_database());
END $$;

-- Security labels. No provider is needed for what is there.

CREATE TABLE d.labelled (id integer, v text);
SET allow_system_table_mods = on;
INSERT INTO pg_catalog.pg_seclabel (classoid, objoid, objsubid, provider, label)
    VALUES (1259, 'd.labelled'::regclass, 0, 'nobody', 'secret'), (1259, 'd.labelled'::regclass, 1, 'nobody', 'secret');
RESET allow_system_table_mods;
