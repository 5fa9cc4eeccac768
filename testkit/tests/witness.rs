//! Equal schemas have equal dumps, and different ones do not.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use testkit::witness::{DumpOptions, dump, dump_again};
use testkit::{TestDatabase, TestServer, servers};

const ONE: &str = r#"
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('a;', 'b''', '$$');
CREATE TABLE app.customer (id int PRIMARY KEY, "Weird ""Name" text DEFAULT 'x;y' CHECK ("Weird ""Name" <> ';'), mood app.mood);
CREATE TABLE app.item (id bigint GENERATED ALWAYS AS IDENTITY, customer int REFERENCES app.customer) WITH (fillfactor = 70, autovacuum_enabled = false);
CREATE INDEX item_customer ON app.item (customer);
CREATE VIEW app.v AS SELECT id, "Weird ""Name" || ';' AS x FROM app.customer;
CREATE FUNCTION app.f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC; SELECT CASE WHEN a > 0 THEN 1 ELSE 2 END; SELECT 2; END;
CREATE FUNCTION app.g() RETURNS text LANGUAGE plpgsql AS $_$ BEGIN RETURN '\'; -- ; $$ 
END $_$;
CREATE RULE r AS ON DELETE TO app.item DO ALSO (SELECT 1; SELECT 2);
COMMENT ON TABLE app.item IS E'a\n\\b;\n\\connect nobody';
ALTER TABLE app.customer OWNER TO pgmend_owner;
GRANT SELECT ON app.customer TO pgmend_reader WITH GRANT OPTION;
GRANT SELECT (id), UPDATE (id) ON app.item TO pgmend_writer;
"#;

/// The same by another road: other order, other attribute numbers, other order of parameters.
const OTHER_ROAD: &str = r#"
CREATE SCHEMA app;
CREATE FUNCTION app.g() RETURNS text LANGUAGE plpgsql AS $_$ BEGIN RETURN '\'; -- ; $$ 
END $_$;
CREATE FUNCTION app.f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC; SELECT CASE WHEN a > 0 THEN 1 ELSE 2 END; SELECT 2; END;
CREATE TYPE app.mood AS ENUM ('a;', '$$');
ALTER TYPE app.mood ADD VALUE 'b''' BEFORE '$$';
CREATE TABLE app.item (gone int, id bigint GENERATED ALWAYS AS IDENTITY, customer int) WITH (autovacuum_enabled = false, fillfactor = 70);
ALTER TABLE app.item DROP COLUMN gone;
CREATE INDEX item_customer ON app.item (customer);
CREATE TABLE app.customer (id int PRIMARY KEY, "Weird ""Name" text, mood app.mood);
ALTER TABLE app.customer ADD CHECK ("Weird ""Name" <> ';'), ALTER COLUMN "Weird ""Name" SET DEFAULT 'x;y';
ALTER TABLE app.item ADD FOREIGN KEY (customer) REFERENCES app.customer;
CREATE RULE r AS ON DELETE TO app.item DO ALSO (SELECT 1; SELECT 2);
CREATE VIEW app.v AS SELECT id, "Weird ""Name" || ';' AS x FROM app.customer;
COMMENT ON TABLE app.item IS E'a\n\\b;\n\\connect nobody';
ALTER TABLE app.customer OWNER TO pgmend_owner;
GRANT UPDATE (id), SELECT (id) ON app.item TO pgmend_writer;
GRANT SELECT ON app.customer TO pgmend_reader WITH GRANT OPTION;
"#;

/// Small differences, each of which must show.
const DRIFTS: &[&str] = &[
    "ALTER TABLE app.item ALTER COLUMN customer SET NOT NULL",
    "ALTER TABLE app.customer ALTER COLUMN mood SET DEFAULT 'a;'",
    "COMMENT ON TABLE app.item IS E'a\\n\\\\b;\\n\\\\connect somebody'",
    "REVOKE UPDATE (id) ON app.item FROM pgmend_writer",
    "ALTER TABLE app.item OWNER TO pgmend_owner",
    "ALTER TYPE app.mood ADD VALUE 'last'",
    "ALTER TABLE app.item RESET (fillfactor)",
    "CREATE OR REPLACE FUNCTION app.f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC; SELECT 1; SELECT 2; END",
    "DROP INDEX app.item_customer",
    "ALTER TABLE app.item ENABLE ROW LEVEL SECURITY",
    "GRANT USAGE ON SCHEMA app TO pgmend_reader; SET ROLE pgmend_reader; GRANT SELECT ON app.customer TO pgmend_limited",
];

fn loaded(server: &TestServer, sql: &str) -> TestDatabase {
    let database = server.database("witness");
    database.execute(sql);
    database
}

#[test]
fn two_roads_to_one_schema_have_one_dump() {
    for server in servers() {
        let (one, other) = (loaded(server, ONE), loaded(server, OTHER_ROAD));
        let options = DumpOptions::default();
        let (Some(one), Some(other)) = (dump(&one, &options), dump(&other, &options)) else {
            continue;
        };
        assert!(one == other, "{server}:\n{}", one.difference(&other).join("\n"));
        assert!(one.statements().len() > 15, "{one}");
        assert!(!one.to_string().contains("pgmend_test_"), "{one}");
    }
}

#[test]
fn a_drift_shows() {
    for server in servers() {
        let database = loaded(server, ONE);
        let Some(mut before) = dump(&database, &DumpOptions::default()) else {
            continue;
        };
        for drift in DRIFTS {
            database.execute(drift);
            let after = dump(&database, &DumpOptions::default()).unwrap();
            assert!(before != after, "{server}: {drift} does not show");
            assert!(!before.difference(&after).is_empty());
            before = after;
        }
    }
}

#[test]
fn the_order_of_columns_counts_unless_it_is_told_not_to() {
    for server in servers() {
        let one = loaded(
            server,
            "CREATE TABLE t (a int, b text DEFAULT ',', CHECK (a > 0)); CREATE TYPE c AS (x int, y text)",
        );
        let other = loaded(
            server,
            "CREATE TABLE t (b text DEFAULT ',', a int, CHECK (a > 0)); CREATE TYPE c AS (y text, x int)",
        );
        let both = |options: &DumpOptions| Some((dump(&one, options)?, dump(&other, options)?));
        let Some((a, b)) = both(&DumpOptions::default()) else {
            continue;
        };
        assert!(a != b, "{server}");
        let (a, b) = both(&DumpOptions::default().without_column_order()).unwrap();
        assert!(a == b, "{server}:\n{}", a.difference(&b).join("\n"));
    }
}

#[test]
fn what_is_written_otherwise_each_time_agrees_the_second_time() {
    let sql = |text: &str| format!("CREATE TABLE t (s varchar(5), CONSTRAINT c CHECK ({text}))");
    for server in servers() {
        let one = loaded(server, &sql("s IN ('a', 'b')"));
        // What the server makes of it.
        let written = "((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))";
        let same = loaded(server, &sql(written));
        let other = loaded(server, &sql("s IN ('a', 'c')"));
        let options = DumpOptions::default();
        let Some(first) = dump(&one, &options) else {
            continue;
        };
        assert!(first.to_string().contains(written), "{first}");
        assert!(first != dump(&same, &options).unwrap(), "{server}: a fixed point after all");
        let again = |database: &TestDatabase| dump_again(server, database, &options).unwrap();
        assert!(
            again(&one) == again(&same),
            "{server}:\n{}",
            again(&one).difference(&again(&same)).join("\n")
        );
        assert!(again(&one) != again(&other), "{server}: the drift does not show");
    }
}

#[test]
fn a_dump_that_is_loaded_again_says_the_same() {
    for server in servers() {
        let database = loaded(server, ONE);
        let options = DumpOptions::default();
        let Some(first) = dump(&database, &options) else {
            continue;
        };
        let again = dump_again(server, &database, &options).unwrap();
        assert!(first == again, "{server}:\n{}", first.difference(&again).join("\n"));
    }
}
