//! Scratch databases on servers.
#![allow(clippy::unwrap_used)]

use pgmend::connect::{Environment, Target};
use pgmend::scratch::{Kind, Scratch, ScratchDatabase, ScratchOptions, leftovers};

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
#[cfg(unix)]
fn local_programs_make_a_cluster_for_the_time_of_need() {
    let Ok(scratch) = Scratch::open(&ScratchOptions::new().only(Kind::Local)) else {
        let found = pgmend::scratch::Binaries::on_this_machine();
        assert!(found.is_empty(), "{found:?} were not used");
        return;
    };
    assert!(scratch.describe().contains("local PostgreSQL"));
    assert!(scratch.major() >= 14);
    two_databases(&scratch);
}

fn target_of(url: &str) -> Target {
    Target::parse_in(url, &Environment::empty()).unwrap()
}

#[test]
fn a_target_that_may_create_databases_is_the_scratch_server() {
    for server in testkit::servers() {
        if !server.many_connections() {
            continue;
        }
        let home = server.database("target");
        let scratch = Scratch::open(&ScratchOptions::new().target(target_of(&home.url()))).unwrap();
        assert_eq!(scratch.kind(), Kind::Target, "{server}");
        assert_eq!(scratch.major(), server.major());
        two_databases(&scratch);

        let database = scratch.database().unwrap();
        let name = database.target().database().to_owned();
        assert!(name.starts_with("pgmend_scratch_"), "{name}");
        let mine = target_of(&home.url());
        assert!(!leftovers(&mine).unwrap().contains(&name), "it is in use by us");
        drop(database);
        let mut client = home.connect();
        let left = client.query("SELECT FROM pg_database WHERE datname = $1", &[&name]).unwrap();
        assert!(left.is_empty(), "{server}: {name} is still there");
    }
}

#[test]
fn a_target_that_may_not_is_passed_over_with_the_reason() {
    let server = testkit::server();
    if !server.many_connections() {
        return;
    }
    let home = server.database("limited");
    let limited = target_of(&home.url_as("pgmend_limited"));
    let options = ScratchOptions::new().target(limited.clone());
    let error = Scratch::open(&options.clone().only(Kind::Target)).unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    assert!(error.to_string().contains("CREATEDB"), "{error}");
    if let Ok(scratch) = Scratch::open(&options) {
        assert!(matches!(scratch.kind(), Kind::Local | Kind::Embedded));
        assert!(scratch.passed_over()[0].contains("CREATEDB"), "{scratch:?}");
    }
    // A server that was named is not passed over.
    let error = Scratch::open(&ScratchOptions::new().given(limited)).unwrap_err();
    assert!(error.to_string().contains("CREATEDB"), "{error}");
}

#[test]
fn a_given_server_that_does_not_answer_is_an_error() {
    let given = target_of("postgresql://u:s3cret@127.0.0.1:1/d?connect_timeout=2");
    let error = Scratch::open(&ScratchOptions::new().given(given)).unwrap_err();
    let said = format!("{error} {error:?}");
    assert!(said.contains("127.0.0.1") && !said.contains("s3cret"), "{said}");
}

/// What a killed program left is found.
#[test]
fn leftovers_are_found() {
    let server = testkit::server();
    if !server.many_connections() {
        return;
    }
    let home = server.database("leftovers");
    let name = format!("pgmend_scratch_of_a_dead_program_{}", std::process::id());
    home.execute(&format!("CREATE DATABASE {name}"));
    let target = target_of(&home.url());
    let found = leftovers(&target).unwrap();
    home.execute(&format!("DROP DATABASE {name}"));
    assert!(found.contains(&name), "{found:?}");
}
