//! The embedded server, and what it does not do.
#![cfg(feature = "embedded")]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use pgmend::scratch::{Kind, Scratch, ScratchDatabase, ScratchOptions};

/// A database is empty, keeps what it is given, and is separate from the next one.
fn two_databases(scratch: &Scratch) {
    let first = scratch.database().unwrap();
    let second = scratch.database().unwrap();
    execute(&first, "CREATE TABLE public.\"Weird \"\"Name\" (a int)");
    assert_eq!(count_tables(&first), 1);
    assert_eq!(count_tables(&second), 0);
    first.finish().unwrap();
    second.finish().unwrap();
}

fn execute(database: &ScratchDatabase, sql: &str) {
    database.target().connect().unwrap().batch_execute(sql).unwrap();
}

fn count_tables(database: &ScratchDatabase) -> i64 {
    database
        .target()
        .connect()
        .unwrap()
        .query_one("SELECT count(*) FROM pg_class WHERE oid >= 16384 AND relkind = 'r'", &[])
        .unwrap()
        .get(0)
}

#[test]
fn the_embedded_server_is_what_it_says() {
    let scratch = Scratch::open(&ScratchOptions::new().only(Kind::Embedded)).unwrap();
    assert_eq!(scratch.kind(), Kind::Embedded);
    let database = scratch.database().unwrap();
    let version: String =
        database.target().connect().unwrap().query_one("SHOW server_version", &[]).unwrap().get(0);
    assert_eq!(version, scratch.version());
    assert_eq!(scratch.describe(), format!("embedded PostgreSQL {version}"));
    assert_eq!(scratch.major(), 17);
    two_databases(&scratch);
}

#[test]
fn a_second_connection_to_an_embedded_database_is_refused_with_the_reason() {
    let scratch = Scratch::open(&ScratchOptions::new().only(Kind::Embedded)).unwrap();
    let database = scratch.database().unwrap();
    assert!(!database.many_connections());
    let first = database.target().connect().unwrap();
    let error = database.target().connect().err().unwrap();
    assert_eq!(error.code(), Some(&postgres::error::SqlState::TOO_MANY_CONNECTIONS));
    assert!(error.to_string().contains("one connection at a time"), "{error}");
    drop(first);
    assert_eq!(count_tables(&database), 0, "the place is free again");
}

/// A session is handed from one connection to the next, and nothing of the first shows.
#[test]
fn connections_do_not_see_each_other() {
    let scratch = Scratch::open(&ScratchOptions::new().only(Kind::Embedded)).unwrap();
    let database = scratch.database().unwrap();
    let look = |when: &str| {
        let mut client = database.target().connect().unwrap();
        let row = client
            .query_one(
                "SELECT current_user::text, current_setting('work_mem'), to_regclass('pg_temp.t')::text,
                        (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'),
                        (SELECT count(*) FROM pg_prepared_statements WHERE name NOT LIKE 's%'),
                        to_regclass('public.unfinished')::text, current_setting('application_name')",
                &[],
            )
            .unwrap();
        assert_eq!(row.get::<_, String>(0), "postgres", "{when}");
        assert_eq!(row.get::<_, String>(1), "4MB", "{when}");
        assert_eq!(row.get::<_, Option<String>>(2), None, "{when}");
        assert_eq!(row.get::<_, i64>(3), 0, "{when}");
        assert_eq!(row.get::<_, i64>(4), 0, "{when}");
        assert_eq!(row.get::<_, Option<String>>(5), None, "{when}");
        assert_eq!(row.get::<_, String>(6), "pgmend", "{when}");
    };
    look("at first");
    let clutter = "CREATE ROLE somebody; GRANT somebody TO postgres; CREATE TEMP TABLE t (a int); SET work_mem = '9MB';
                   SELECT pg_advisory_lock(1); PREPARE p AS SELECT 1; SET application_name = 'x'; SET ROLE somebody";
    database.target().connect().unwrap().batch_execute(clutter).unwrap();
    look("after a session with a lot of state");
    let unfinished = "BEGIN; CREATE TABLE public.unfinished (); SET LOCAL work_mem = '9MB'";
    database.target().connect().unwrap().batch_execute(unfinished).unwrap();
    look("after an open transaction");
    let failed = "BEGIN; SELECT 1/0";
    database.target().connect().unwrap().batch_execute(failed).unwrap_err();
    look("after a failed transaction");
    let mut other = database.target().with_application_name("other").connect().unwrap();
    let name: String = other.query_one("SHOW application_name", &[]).unwrap().get(0);
    assert_eq!(name, "other");
    drop(other);
    look("after a session that began otherwise");
}

#[test]
fn an_embedded_database_ends_under_an_open_connection() {
    let scratch = Scratch::open(&ScratchOptions::new().only(Kind::Embedded)).unwrap();
    let database = scratch.database().unwrap();
    let mut client = database.target().connect().unwrap();
    drop(database);
    assert!(client.simple_query("SELECT 1").is_err());
}

/// What the documentation of the embedded server says that it lacks, and has: a newer one may differ.
#[test]
fn the_limits_of_the_embedded_server_are_as_documented() {
    let scratch = Scratch::open(&ScratchOptions::new().only(Kind::Embedded)).unwrap();
    let database = scratch.database().unwrap();
    let mut client = database.target().connect().unwrap();
    for possible in [
        "CREATE ROLE a_role LOGIN; SET ROLE a_role; RESET ROLE",
        "CREATE EXTENSION citext; CREATE EXTENSION vector; CREATE EXTENSION pg_trgm",
        "CREATE TABLE t (a int PRIMARY KEY, b citext, c vector(3)); CREATE INDEX ON t USING gin ((b::text) gin_trgm_ops)",
        "CREATE PUBLICATION p FOR ALL TABLES",
        "CREATE COLLATION builtin_one (provider = builtin, locale = 'C.UTF-8')",
        "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()",
        "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w",
        "CREATE STATISTICS st ON a, b FROM t",
    ] {
        let done = client.batch_execute(possible);
        assert!(done.is_ok(), "{possible}: {done:?}");
    }
    for alone in ["CREATE INDEX CONCURRENTLY i ON t (a, b)", "CREATE DATABASE other", "VACUUM t"] {
        let done = client.batch_execute(alone);
        assert!(done.is_ok(), "{alone}: {done:?}");
    }
    for impossible in [
        "CREATE COLLATION icu_one (provider = icu, locale = 'de')",
        "CREATE SUBSCRIPTION s CONNECTION 'host=x' PUBLICATION p WITH (connect = false)",
        "CREATE EXTENSION pgcrypto",
        "CREATE EXTENSION plperl",
        "CREATE TABLE pg_catalog.mine ()",
    ] {
        assert!(client.batch_execute(impossible).is_err(), "{impossible}");
    }
    // The timeout is accepted, and does nothing.
    client.batch_execute("SET statement_timeout = 50; SELECT pg_sleep(0.2)").unwrap();
}

#[test]
fn a_pipeline_and_big_answers_pass_the_embedded_door() {
    let scratch = Scratch::open(&ScratchOptions::new().only(Kind::Embedded)).unwrap();
    let database = scratch.database().unwrap();
    let mut client = database.target().connect().unwrap();
    client
        .batch_execute(
            "CREATE TABLE t AS SELECT g AS a, repeat('x', 100) AS b FROM generate_series(1, 20000) g",
        )
        .unwrap();
    let rows = client.query("SELECT a, b FROM t ORDER BY a", &[]).unwrap();
    assert_eq!(rows.len(), 20_000);
    let mut writer = client.copy_in("COPY t FROM STDIN").unwrap();
    for number in 0..20_000 {
        writeln!(writer, "{number}\t{}", "y".repeat(100)).unwrap();
    }
    assert_eq!(writer.finish().unwrap(), 20_000);
    // Leaving most of an answer unread must not end the instance.
    let mut rows = client.query_raw("SELECT repeat('z', 1000) FROM t", Vec::<i32>::new()).unwrap();
    fallible_first(&mut rows);
    drop(rows);
    drop(client);
    assert_eq!(count_tables(&database), 1);
}

fn fallible_first(rows: &mut postgres::RowIter<'_>) {
    use postgres::fallible_iterator::FallibleIterator;
    assert!(rows.next().unwrap().is_some());
}

#[test]
fn the_program_serves_databases_until_its_input_ends() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_pgmend"))
        .args(["scratch-server", "embedded"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = server.stdin.take().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    writeln!(input, "new").unwrap();
    let second = lines.next().unwrap().unwrap();
    assert_ne!(first, second);
    for url in [&first, &second] {
        let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
        client.batch_execute("CREATE TABLE t ()").unwrap();
    }
    writeln!(input, "{first}").unwrap();
    drop(input);
    assert!(server.wait().unwrap().success());
    assert!(postgres::Client::connect(&second, postgres::NoTls).is_err());
}

#[test]
#[cfg(unix)]
fn a_killed_program_leaves_no_embedded_instance() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_pgmend"))
        .args(["scratch-server", "embedded"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let url: postgres::Config = lines.next().unwrap().unwrap().parse().unwrap();
    let Some(postgres::config::Host::Unix(directory)) = url.get_hosts().first() else {
        panic!("{url:?} is no socket");
    };
    assert!(directory.exists());
    server.kill().unwrap();
    server.wait().unwrap();
    let start = std::time::Instant::now();
    while directory.exists() {
        assert!(start.elapsed().as_secs() < 20, "{} is still there", directory.display());
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}
