//! A backup before the first statement.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly
#![cfg(unix)]

mod common;

use std::path::{Path, PathBuf};

use common::{expect, pgmend};
use testkit::{TestDatabase, cache};

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("backup-{}-{name}", std::process::id()))
}

/// A database with a column too many, and the model of what it should be.
fn drifted(name: &str) -> Option<(TestDatabase, String)> {
    let server = testkit::servers().iter().rev().find(|server| server.many_connections());
    let Some(server) = server else {
        eprintln!("only one connection at a time: nothing can look at the database while a plan is applied");
        return None;
    };
    let database = server.database(name);
    database.execute("CREATE TABLE \"T 1\" (id integer); INSERT INTO \"T 1\" VALUES (1);");
    let model = place(&format!("{name}.json"));
    let model = model.to_str().unwrap().to_owned();
    expect(&pgmend(&["inspect", &database.url(), "-o", &model]), 0, &[]);
    database.execute("ALTER TABLE \"T 1\" ADD extra text");
    Some((database, model))
}

fn apply(database: &TestDatabase, model: &str, more: &[&str]) -> common::Ran {
    let url = database.url();
    let mut arguments =
        vec!["apply", "--expected", model, "--database", &url, "--mode", "sync", "--allow", "drop-column"];
    arguments.extend(more);
    pgmend(&arguments)
}

#[test]
fn what_destroys_asks_whether_there_is_one() {
    let Some((database, model)) = drifted("reminded") else { return };
    expect(&apply(&database, &model, &["--dry-run"]), 0, &["rolled back"]);
    let ran = apply(&database, &model, &[]);
    expect(&ran, 0, &["and no backup was confirmed: --backup-taken"]);
    database.execute("ALTER TABLE \"T 1\" ADD extra text");
    let ran = apply(&database, &model, &["--backup-taken"]);
    expect(&ran, 0, &["1 statement applied"]);
    assert!(!ran.err.contains("backup"), "{}", ran.err);
    // What only adds destroys nothing.
    database.execute("ALTER TABLE \"T 1\" DROP id");
    let ran = pgmend(&["apply", "--expected", &model, "--database", &database.url()]);
    expect(&ran, 0, &["1 statement applied"]);
    assert!(!ran.err.contains("backup"), "{}", ran.err);
}

#[test]
fn it_is_taken_of_the_database_before_anything_is_changed() {
    let Some((database, model)) = drifted("taken") else { return };
    let (dump, journal) = (place("taken.sql"), place("taken.journal"));
    let program = cache::client_programs().join("pg_dump");
    if !program.is_file() {
        eprintln!(
            "no pg_dump in the cache: no backup to take (`cargo run -p pgmend-xtask -- servers` fetches one)"
        );
        return;
    }
    let command = format!("'{}' -f '{}'", program.display(), dump.display());
    let journal = journal.to_str().unwrap();
    let ran = apply(&database, &model, &["--backup", &command, "--journal", journal]);
    expect(&ran, 0, &["taking the backup", "backup taken in", "1 statement applied"]);
    let text = std::fs::read_to_string(dump).unwrap();
    assert!(text.contains("extra text") && text.contains("COPY public.\"T 1\""), "{text}");
    let lines = std::fs::read_to_string(journal).unwrap();
    assert!(lines.lines().next().unwrap().contains("\"event\":\"backup\""), "{lines}");
    assert!(!lines.contains("pg_dump"), "{lines}");
}

#[test]
fn without_it_nothing_is_changed() {
    let Some((database, model)) = drifted("failed") else { return };
    let ran = apply(&database, &model, &["--backup", "exit 7"]);
    expect(&ran, 3, &["the backup failed (exit status: 7)", "nothing was changed", "--backup-taken"]);
    expect(&pgmend(&["check", "--expected", &model, "--database", &database.url()]), 2, &["extra"]);
    expect(&apply(&database, &model, &["--backup", "true", "--backup-taken"]), 1, &["cannot be used with"]);
}

/// A backup takes long, and others go on.
#[test]
fn a_schema_that_changes_meanwhile_makes_the_plan_stale() {
    let Some((database, model)) = drifted("meanwhile") else { return };
    let Some(psql) = [cache::client_programs().join("psql")].into_iter().find(|psql| psql.is_file()) else {
        eprintln!("no psql in the cache: nobody changes anything meanwhile");
        return;
    };
    let command = format!("'{}' -qc 'CREATE TABLE meanwhile ()'", psql.display());
    let ran = apply(&database, &model, &["--backup", &command]);
    expect(&ran, 3, &["the schema changed while the backup was taken"]);
    expect(&pgmend(&["check", "--expected", &model, "--database", &database.url()]), 2, &["column extra"]);
}
