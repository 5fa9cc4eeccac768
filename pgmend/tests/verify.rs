//! Verification: two observers that share no code, and the rows where the catalog does not vouch for them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

mod common;

use common::{Ran, expect, pgmend};
use serde_json::Value;
use testkit::{TestDatabase, TestServer, cache};

/// A `pg_dump` for every server at hand, if there is one.
fn pg_dump() -> Option<String> {
    let program = cache::client_programs().join("pg_dump");
    program.is_file().then(|| program.to_str().unwrap().to_owned())
}

/// Servers that let a second connection in, where what is said of two observers can be seen.
fn witnessed() -> Vec<(&'static TestServer, String)> {
    let Some(program) = pg_dump() else {
        eprintln!(
            "no pg_dump in the cache: nothing to ask (`cargo run -p pgmend-xtask -- servers` fetches one)"
        );
        return Vec::new();
    };
    testkit::servers()
        .iter()
        .filter(|server| server.binaries().is_some())
        .map(|server| (server, program.clone()))
        .collect()
}

fn loaded(server: &'static TestServer, hint: &str, sql: &str) -> TestDatabase {
    let database = server.database(hint);
    database.execute(sql);
    database
}

fn verify(database: &TestDatabase, expected: &str, more: &[&str]) -> Ran {
    let url = database.url();
    let mut arguments = vec!["verify", "--expected", expected, "--database", &url];
    arguments.extend(more);
    pgmend(&arguments)
}

fn file(name: &str, text: &str) -> String {
    let path =
        std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

const SQL: &str = "\
CREATE TABLE \"Weird \"\"Name\" (id integer PRIMARY KEY, v varchar(9) CHECK (v IN ('a', 'b')), b integer, a integer);
CREATE TABLE child (id integer REFERENCES \"Weird \"\"Name\");
CREATE VIEW seen AS SELECT id FROM child;";

#[test]
fn both_observers_say_the_same_of_sql_a_model_and_a_database() {
    for (server, program) in witnessed() {
        let there = loaded(server, "there", SQL);
        // What a migration tool keeps is no drift, for neither of them.
        there.execute("CREATE TABLE goose_db_version (id serial PRIMARY KEY, version_id bigint)");
        let same = loaded(server, "same", SQL);
        let sql = file("expected.sql", SQL);
        let model = file("expected.json", &pgmend(&["inspect", &same.url(), "--format", "json"]).out);
        for expected in [&sql, &model, &same.url()] {
            let ran = verify(&there, expected, &["--pg-dump", &program]);
            expect(&ran, 0, &["in sync", "of both sides says the same"]);
        }
        // Texts that went through the server once more than others.
        let again = server.database("again");
        let plan = pgmend(&["diff", "empty:", &model, "--format", "sql"]);
        again.execute(&plan.out);
        expect(
            &verify(&again, &sql, &["--pg-dump", &program]),
            0,
            &["in sync", "of both sides says the same"],
        );
    }
}

#[test]
fn a_drift_is_seen_by_both() {
    for (server, program) in witnessed() {
        let there = loaded(server, "drifted", SQL);
        there.execute("ALTER TABLE child ADD COLUMN extra text; DROP VIEW seen;");
        let sql = file("drifted.sql", SQL);
        let ran = verify(&there, &sql, &["--pg-dump", &program]);
        expect(&ran, 2, &["extra     column extra text", "sees differences", "+ CREATE VIEW public.seen AS"]);
        let ran = verify(&there, &sql, &["--pg-dump", &program, "--format", "json"]);
        let found: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(
            (&found["verified"], &found["pg_dump"]["equal"]),
            (&Value::Bool(false), &Value::Bool(false))
        );
        assert_eq!(found["catalog"]["in_sync"], false);
    }
}

/// What the catalog reading does not model yet shows all the same: that is what a second observer is for.
#[test]
fn what_only_one_of_them_knows_is_said() {
    for (server, program) in witnessed() {
        let there = loaded(server, "unmodelled", SQL);
        there.execute("CREATE CONVERSION mine FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8");
        let sql = file("unmodelled.sql", SQL);
        let ran = verify(&there, &sql, &["--pg-dump", &program]);
        expect(&ran, 2, &["CREATE CONVERSION public.mine"]);
    }
}

#[test]
fn silence_is_said_and_refused_when_strict() {
    let server = testkit::server();
    let there = loaded(server, "silent", SQL);
    let model = file("silent.json", &pgmend(&["inspect", &there.url(), "--format", "json"]).out);
    let ran = verify(&there, &model, &["--pg-dump", "none"]);
    expect(&ran, 0, &["second observer: silent: --pg-dump none"]);
    expect(
        &verify(&there, &model, &["--pg-dump", "none", "--strict"]),
        3,
        &["the second observer is silent"],
    );
    expect(&verify(&there, &model, &["--include", "schema:public"]), 0, &["silent: --include"]);
    expect(&verify(&there, &model, &["--pg-dump", "/nonexistent/pg_dump"]), 1, &["can't be run"]);
}

/// Another major version writes the same schema differently, and has other rights to begin with.
#[test]
fn a_scratch_server_of_another_version_is_no_witness() {
    let all = witnessed();
    let (Some((old, program)), Some((new, _))) = (all.first(), all.last()) else { return };
    if old.major() == new.major() {
        return;
    }
    let there = loaded(old, "old", SQL);
    let model = file("old.json", &pgmend(&["inspect", &there.url(), "--format", "json"]).out);
    let other = new.database("elsewhere");
    let ran = verify(&there, &model, &["--pg-dump", program, "--scratch", &other.url()]);
    expect(
        &ran,
        0,
        &["in sync", "silent: the expected schema would be loaded into the given server", "name a --scratch"],
    );
}

#[test]
fn rows_are_asked_where_the_catalog_does_not_vouch_for_them() {
    for server in testkit::servers().iter().filter(|server| server.binaries().is_some()) {
        let there = loaded(
            server,
            "rows",
            "CREATE TABLE \"Eltern 😀\" (id integer PRIMARY KEY);
             CREATE TABLE child (id integer PRIMARY KEY, parent integer, amount integer);
             INSERT INTO \"Eltern 😀\" VALUES (1); INSERT INTO child VALUES (1, 1, 1), (2, 7, -1), (3, NULL, 5);
             ALTER TABLE child ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;
             ALTER TABLE child ADD CONSTRAINT open FOREIGN KEY (parent) REFERENCES \"Eltern 😀\" NOT VALID;",
        );
        let model = file("rows.json", &pgmend(&["inspect", &there.url(), "--format", "json"]).out);
        // Expected as it is: nothing is broken that is said to hold.
        let ran = verify(&there, &model, &["--pg-dump", "none"]);
        let not_valid =
            "not valid yet: constraint:public.child.positive: 1 row that the check positive refuses";
        expect(&ran, 0, &["in sync", "constraint open on public.child is NOT VALID", not_valid, "(2)"]);
        // A foreign key that holds by its own word, while its triggers were off.
        there.execute("DELETE FROM child WHERE id = 2; ALTER TABLE child VALIDATE CONSTRAINT open, VALIDATE CONSTRAINT positive;");
        let model = file("valid.json", &pgmend(&["inspect", &there.url(), "--format", "json"]).out);
        there.execute("SET session_replication_role = replica; INSERT INTO child VALUES (9, 99, 9);");
        expect(&verify(&there, &model, &["--pg-dump", "none"]), 0, &["in sync"]);
        let ran = verify(&there, &model, &["--pg-dump", "none", "--orphans"]);
        expect(
            &ran,
            2,
            &[
                "BROKEN: constraint:public.child.open: 1 row without the row of",
                "(99)",
                "all of them: SELECT",
            ],
        );
        there.execute("ALTER TABLE child DISABLE TRIGGER ALL");
        expect(&verify(&there, &model, &["--pg-dump", "none"]), 2, &["BROKEN: constraint:public.child.open"]);
    }
}

/// Copies have other settings, limits and owners: that counts only where it is asked for, and then the name doesn't matter.
#[test]
fn the_database_itself_counts_where_it_is_asked_for() {
    let server = testkit::server();
    let one = loaded(server, "settings", SQL);
    let other = loaded(server, "settings", SQL);
    for (database, memory) in [(&one, "8MB"), (&other, "9MB")] {
        let name = database.name();
        database.execute(&format!("ALTER DATABASE \"{name}\" SET work_mem = '{memory}'"));
    }
    one.execute(&format!("COMMENT ON DATABASE \"{}\" IS 'the first'", one.name()));
    let check = |more: &[&str]| {
        let (expected, url) = (other.url(), one.url());
        let mut arguments = vec!["check", "--expected", &expected, "--database", &url];
        arguments.extend(more);
        pgmend(&arguments)
    };
    expect(&check(&[]), 0, &["--include 'database:*'"]);
    expect(&check(&["--include", "database:*"]), 2, &["work_mem", "comment"]);
    let sql = file("settings.sql", SQL);
    let with_sql = ["check", "--expected", &sql, "--database", &one.url(), "--include", "database:*"];
    expect(&pgmend(&with_sql), 0, &[]);
    let plan = file("settings.json", "");
    let (expected, url) = (other.url(), one.url());
    let made = [
        "plan",
        "--expected",
        &expected,
        "--database",
        &url,
        "--mode",
        "sync",
        "-o",
        &plan,
        "--include",
        "database:*",
    ];
    expect(&pgmend(&made), 2, &["database"]);
    expect(&pgmend(&["apply", &plan, "--database", &url]), 0, &[]);
    expect(&check(&["--include", "database:*"]), 0, &[]);
}
