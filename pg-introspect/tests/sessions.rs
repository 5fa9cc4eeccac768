//! What other sessions, and other roles, have to do with a reading.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

mod common;

use std::sync::Mutex;
use std::time::{Duration, Instant};

use common::{role_exists, servers};
use pg_introspect::postgres::{Client, IsolationLevel};
use pg_introspect::{Error, Options, introspect, read};
use schema_model::{Column, DiagnosticKind, Introspected, MemberName, ObjectId};
use testkit::TestDatabase;

/// Reads while `sql` is run, in a session of its own, just before the step of this name.
fn read_while(
    database: &TestDatabase,
    step: &'static str,
    sql: &[&str],
    attempts: u32,
) -> Result<Introspected, Error> {
    let other = Mutex::new((database.connect(), sql.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()));
    let options = Options::new().with_attempts(attempts).with_progress(move |progress| {
        let mut other = other.lock().unwrap();
        // Once: a second attempt finds the deed done.
        if progress.next == step {
            for sql in std::mem::take(&mut other.1) {
                other.0.batch_execute(&sql).unwrap();
            }
        }
    });
    read(&mut database.connect(), &options)
}

const SKEWED: &str = "
    CREATE TYPE mood AS ENUM ('sad', 'ok');
    CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
    CREATE FUNCTION plus(n integer, m integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT n + m; END;
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TABLE base (a integer CHECK (a > 0), b text, m mood DEFAULT 'ok', g integer GENERATED ALWAYS AS (a * 2) STORED);
    CREATE INDEX base_expr ON base (lower(b)) WHERE a > 1;
    CREATE TRIGGER t BEFORE UPDATE ON base FOR EACH ROW WHEN (OLD.a <> NEW.a) EXECUTE FUNCTION touch();
    CREATE POLICY p ON base USING (a = 1);
    CREATE VIEW seen AS SELECT a, b, plus(a) AS c FROM base WHERE m = 'ok';
    CREATE TABLE spare_key (a integer PRIMARY KEY);
    CREATE TABLE spare (a integer);
    CREATE TABLE unused (a integer DEFAULT 1 PRIMARY KEY, b integer REFERENCES spare_key);
    CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM spare;
    CREATE SCHEMA other;
    CREATE TABLE other.far (a integer);
    CREATE VIEW near AS SELECT a FROM other.far;
";

#[test]
fn a_change_meanwhile_is_noticed_and_read_again() {
    let cases: &[(&str, &str)] = &[
        ("ALTER TABLE base RENAME COLUMN a TO a2", "column a of table public.base"),
        ("ALTER TABLE base RENAME TO base2", "relation public.base"),
        ("ALTER SCHEMA other RENAME TO another", "schema other"),
        ("ALTER TABLE other.far SET SCHEMA public", "relation other.far"),
        ("ALTER FUNCTION plus(integer, integer) RENAME TO add", "function public.plus"),
        (
            "CREATE OR REPLACE FUNCTION plus(n integer, m integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT n - m; END",
            "function public.plus",
        ),
        ("ALTER TYPE mood RENAME TO moods", "type public.mood"),
        ("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'", "type public.mood.ok"),
        (
            "CREATE OR REPLACE TRIGGER t BEFORE UPDATE ON base FOR EACH ROW WHEN (OLD.b <> NEW.b) EXECUTE FUNCTION touch()",
            "trigger t",
        ),
        ("DROP TABLE base CASCADE", ""),
        ("DROP VIEW seen", ""),
        ("DROP INDEX base_expr", ""),
        ("DROP TRIGGER t ON base", ""),
        ("DROP VIEW seen; DROP FUNCTION plus(integer, integer)", ""),
    ];
    for server in servers() {
        for (sql, object) in cases {
            let what = format!("PostgreSQL {}: {sql}", server.major());
            let database = server.database("skew");
            database.execute(SKEWED);
            let error = read_while(&database, "definitions", &[sql], 1).expect_err(&what);
            assert!(error.is_skew(), "{what}: {error}");
            assert!(error.object().is_some_and(|found| !found.is_empty()), "{what}: {error}");
            if !object.is_empty() {
                assert_eq!(error.object(), Some(*object), "{what}: {error}");
            }
        }
        // A second attempt reads what is then there.
        for (sql, _) in &cases[..2] {
            let what = format!("PostgreSQL {}: {sql}", server.major());
            let database = server.database("skew");
            database.execute(SKEWED);
            let late =
                read_while(&database, "definitions", &[sql], 2).unwrap_or_else(|e| panic!("{what}: {e}"));
            let after = read(&mut database.connect(), &Options::new()).unwrap();
            assert_eq!(late.schema, after.schema, "{what}");
        }
    }
}

#[test]
fn a_change_that_touches_no_text_is_no_skew() {
    let cases: &[&[&str]] = &[
        &["CREATE TABLE fresh (a integer)", "CREATE VIEW fresh_view AS SELECT * FROM base"],
        &["DROP TABLE unused"],
        &["TRUNCATE spare", "REFRESH MATERIALIZED VIEW totals", "ANALYZE base"],
        &["VACUUM FULL base"],
        &["CREATE TEMPORARY TABLE passing (a integer)", "DROP TABLE passing"],
        &[
            "ALTER TABLE base ALTER b SET NOT NULL",
            "ALTER TABLE base ADD COLUMN z integer",
            "CREATE INDEX ON base (b)",
        ],
        &["ALTER TABLE base DISABLE TRIGGER USER; ALTER TABLE base ENABLE TRIGGER USER; ROLLBACK"],
        &[
            "BEGIN; ALTER TABLE base RENAME COLUMN b TO b2; CREATE OR REPLACE FUNCTION plus(n integer, m integer DEFAULT 3) RETURNS integer LANGUAGE sql AS 'SELECT 1'; ROLLBACK",
        ],
    ];
    for server in servers() {
        for (n, sql) in cases.iter().enumerate() {
            let what = format!("PostgreSQL {}: {sql:?}", server.major());
            let database = server.database("quiet");
            database.execute(SKEWED);
            let before = read(&mut database.connect(), &Options::new()).unwrap();
            // A trigger's row that was replaced, by whatever, is the one thing that is not looked into.
            let attempts = if n == 6 { 2 } else { 1 };
            let read =
                read_while(&database, "definitions", sql, attempts).unwrap_or_else(|e| panic!("{what}: {e}"));
            // But for a trigger, what was read is what the snapshot had.
            assert_eq!(read.schema, before.schema, "{what}");
        }
    }
}

#[test]
fn an_exclusive_lock_is_an_error_in_seconds() {
    for server in servers() {
        let database = server.database("locked");
        database.execute(SKEWED);
        let mut other = database.connect();
        other
            .batch_execute(
                "SET application_name = 'a migration'; BEGIN; LOCK TABLE base IN ACCESS EXCLUSIVE MODE",
            )
            .unwrap();
        for limit in [300, 1_500] {
            let start = Instant::now();
            let options = Options::new().with_lock_timeout(Duration::from_millis(limit));
            let error = read(&mut database.connect(), &options).unwrap_err();
            assert!(error.is_lock_timeout() && !error.is_skew() && !error.is_connection(), "{error}");
            assert_eq!(error.object(), Some("public.base"), "{error}");
            assert!(error.to_string().contains("a migration"), "{error}");
            assert!(start.elapsed() < Duration::from_millis(limit + 2_000), "{:?}", start.elapsed());
        }
        // The lock goes away in time.
        let waiting = std::thread::spawn({
            let mut client = database.connect();
            move || read(&mut client, &Options::new().with_lock_timeout(Duration::from_secs(20)))
        });
        std::thread::sleep(Duration::from_millis(1_200));
        other.batch_execute("COMMIT").unwrap();
        waiting.join().unwrap().unwrap();
        // A table without expressions is in nobody's way.
        let database = server.database("locked");
        database.execute("CREATE TABLE plain (a integer PRIMARY KEY, b text DEFAULT 'x')");
        let mut other = database.connect();
        other.batch_execute("BEGIN; LOCK TABLE plain IN ACCESS EXCLUSIVE MODE").unwrap();
        read(&mut database.connect(), &Options::new().with_lock_timeout(Duration::from_millis(50))).unwrap();
    }
}

#[test]
fn an_ordinary_role_reads_the_same() {
    for server in servers() {
        let database = server.database("ordinary");
        database.execute(SKEWED);
        database.execute("REVOKE ALL ON SCHEMA public, other FROM PUBLIC; REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC");
        role_exists(&mut database.connect(), "introspect_limited", "LOGIN");
        let superuser = read(&mut database.connect(), &Options::new()).unwrap();
        let ordinary = read(&mut database.connect_as("introspect_limited"), &Options::new()).unwrap();
        assert_eq!(ordinary.schema, superuser.schema);
        assert_eq!(ordinary.diagnostics, superuser.diagnostics);
    }
}

#[test]
fn what_may_not_be_read_is_said() {
    for server in servers() {
        let database = server.database("denied");
        database.execute("CREATE TABLE t (a integer); COMMENT ON TABLE t IS 'x'; REVOKE SELECT ON pg_description, pg_seclabel FROM PUBLIC");
        role_exists(&mut database.connect(), "introspect_limited", "LOGIN");
        let mut client = database.connect_as("introspect_limited");
        let partly = read(&mut client, &Options::new()).unwrap();
        let denied: Vec<&str> = partly
            .diagnostics
            .iter()
            .filter(|d| d.kind == DiagnosticKind::NotReadable)
            .map(|d| d.catalog.as_str())
            .collect();
        assert_eq!(denied, ["pg_description", "pg_seclabel"]);
        assert_eq!(partly.schema.all::<schema_model::Comment>().count(), 0);
        assert_eq!(partly.schema.all::<Column>().count(), 1);

        database.execute("REVOKE SELECT ON pg_attribute FROM PUBLIC");
        let error = read(&mut client, &Options::new()).unwrap_err();
        assert!(error.is_permission_denied() && !error.is_skew(), "{error}");
        assert_eq!(
            (error.object(), error.statement(), error.sqlstate()),
            (Some("pg_attribute"), Some("index_expression"), Some("42501"))
        );
    }
}

#[test]
fn the_callers_transaction_is_left_as_it_was() {
    fn settings(tx: &mut pg_introspect::postgres::Transaction<'_>) -> Vec<String> {
        ["search_path", "jit", "lock_timeout", "statement_timeout", "TimeZone", "DateStyle"]
            .iter()
            .map(|name| tx.query_one(&format!("SHOW {name}"), &[]).unwrap().get(0))
            .collect()
    }
    for server in servers() {
        let database = server.database("caller");
        database.execute(SKEWED);
        let mut client: Client = database.connect();
        let mut tx =
            client.build_transaction().isolation_level(IsolationLevel::Serializable).start().unwrap();
        tx.batch_execute("SET LOCAL search_path = other; CREATE TABLE mine (a integer)").unwrap();
        let before = settings(&mut tx);
        let read = introspect(&mut tx, &Options::new()).unwrap();
        assert!(read.schema.contains(&"table:other.mine".parse().unwrap()));
        assert_eq!(settings(&mut tx), before);
        let locks: i64 = tx.query_one("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 'public.base'::regclass", &[]).unwrap().get(0);
        assert_eq!(locks, 0);

        let mut other = database.connect();
        other.batch_execute("BEGIN; LOCK TABLE base IN ACCESS EXCLUSIVE MODE").unwrap();
        introspect(&mut tx, &Options::new().with_lock_timeout(Duration::from_millis(50))).unwrap_err();
        assert_eq!(settings(&mut tx), before);
        tx.commit().unwrap();

        let mut tx = client.transaction().unwrap();
        let error = introspect(&mut tx, &Options::new()).unwrap_err();
        assert!(error.to_string().contains("read committed"), "{error}");
        tx.batch_execute("SELECT 1").unwrap();
    }
}

#[test]
fn a_broken_connection_is_said() {
    for server in servers() {
        let database = server.database("broken");
        let mut client = database.connect();
        let backend: i32 = client.query_one("SELECT pg_backend_pid()", &[]).unwrap().get(0);
        let other = Mutex::new(database.connect());
        let options = Options::new().with_progress(move |progress| {
            if progress.next == "columns" {
                other.lock().unwrap().execute("SELECT pg_terminate_backend($1)", &[&backend]).unwrap();
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        let error = read(&mut client, &options).unwrap_err();
        assert!(error.is_connection() && !error.is_skew(), "{error}");
    }
}

#[test]
fn some_schemas_are_read_with_what_they_name_outside() {
    for server in servers() {
        let database = server.database("scope");
        database.execute(
            "CREATE SCHEMA inside; CREATE SCHEMA outside;
             CREATE TABLE outside.target (\"the id\" integer PRIMARY KEY);
             CREATE FUNCTION outside.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
             CREATE TYPE outside.pair AS (a integer, b text);
             CREATE DOMAIN outside.word AS text COLLATE \"C\";
             CREATE TABLE outside.parts (id integer PRIMARY KEY, k text) PARTITION BY RANGE (id);
             CREATE TABLE inside.part PARTITION OF outside.parts FOR VALUES FROM (1) TO (2);
             CREATE TABLE inside.t (id integer REFERENCES outside.target, w outside.word, p outside.pair[]);
             CREATE TRIGGER touch BEFORE INSERT ON inside.t FOR EACH ROW EXECUTE FUNCTION outside.touch();
             CREATE TABLE inside.typed OF outside.pair;
             CREATE TABLE outside.base (z integer);
             CREATE TABLE inside.child () INHERITS (outside.base);
             CREATE FUNCTION inside.f(outside.pair, outside.target[]) RETURNS outside.word LANGUAGE sql AS 'SELECT NULL';
             CREATE VIEW inside.v AS SELECT * FROM outside.target;
             CREATE PUBLICATION introspect_scope FOR TABLE inside.t;",
        );
        let mut client = database.connect();
        let all = read(&mut client, &Options::new()).unwrap();
        let some =
            read(&mut client, &Options::new().with_schemas(["inside", "missing", "pg_catalog"])).unwrap();
        let mut expected = all.schema.clone();
        expected.retain(|id, _| id.schema_name().is_some_and(|name| *name == "inside"));
        assert_eq!(some.schema, expected);
        assert!(some.schema.len() > 20);
        let notes: Vec<String> = some.diagnostics.iter().map(ToString::to_string).collect();
        assert_eq!(
            notes,
            [
                "schema missing: it was asked for, but there is none of that name",
                "schema pg_catalog: it was asked for, but it is the system's own and never read",
            ]
        );
    }
}

#[test]
fn long_names_are_cut_as_the_server_cuts_them() {
    for server in servers() {
        let database = server.database("long");
        let mut sql = String::new();
        let names = ["a".repeat(63), "é".repeat(31), format!("{}🐘", "x".repeat(59)), "t".to_owned()];
        for (n, table) in names.iter().enumerate() {
            sql.push_str(&format!("CREATE SCHEMA s{n}; CREATE TABLE s{n}.\"{table}\" ("));
            for (m, column) in names.iter().enumerate() {
                // Two of nearly one name would get a number.
                if n == m || column == "t" {
                    sql.push_str(&format!(
                        "{}\"{column}\" bigint GENERATED ALWAYS AS IDENTITY NOT NULL",
                        if sql.ends_with('(') { "" } else { ", " }
                    ));
                }
            }
            sql.push_str("); ");
        }
        database.execute(&sql);
        let read = read(&mut database.connect(), &Options::new()).unwrap();
        let mut seen = 0;
        for (id, column) in read.schema.all::<Column>() {
            let identity = column.identity.as_ref().unwrap();
            assert_eq!(identity.sequence, None, "{id:?}");
            assert_eq!(column.not_null.as_ref().unwrap().name, None, "{id:?}");
            seen += 1;
        }
        assert_eq!(seen, 7);
        let id = MemberName::new("s0", names[0].as_str(), names[0].as_str());
        assert!(read.schema.contains(&ObjectId::Column(id)));
    }
}
