//! What is found before the first statement: rights, a server that takes no writes, sessions in the way. The embedded server
//! knows one role and one connection.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::path::Path;
use std::time::Duration;

use testkit::{TestDatabase, TestServer, servers};

mod common;

use common::{expect, pgmend};

const OLD: &str = r#"
    CREATE SCHEMA app AUTHORIZATION pgmend_owner;
    SET ROLE pgmend_owner;
    CREATE TABLE app."Odd ""T" (id integer PRIMARY KEY, name varchar(10));
    CREATE TYPE app.mood AS ENUM ('sad');
    INSERT INTO app."Odd ""T" VALUES (1, 'Ada');
    GRANT USAGE ON SCHEMA app TO pgmend_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA app TO pgmend_reader;
    RESET ROLE;
    CREATE TABLE app.foreign_one (id integer PRIMARY KEY);
"#;

const NEW: &str = r#"
    CREATE SCHEMA app AUTHORIZATION pgmend_owner;
    SET ROLE pgmend_owner;
    CREATE TABLE app."Odd ""T" (id integer PRIMARY KEY, name varchar(20), mood text, other integer);
    CREATE TYPE app.mood AS ENUM ('sad', 'ok');
    CREATE TABLE app.made (id integer PRIMARY KEY);
    CREATE INDEX odd_name ON app."Odd ""T" (name);
    CREATE SCHEMA made AUTHORIZATION pgmend_owner;
    GRANT USAGE ON SCHEMA app TO pgmend_reader;
    GRANT SELECT ON app."Odd ""T" TO pgmend_reader;
    RESET ROLE;
    CREATE TABLE app.foreign_one (id integer PRIMARY KEY);
    GRANT REFERENCES ON app.foreign_one TO pgmend_owner;
    SET ROLE pgmend_owner;
    ALTER TABLE app."Odd ""T" ADD CONSTRAINT other_fk FOREIGN KEY (other) REFERENCES app.foreign_one;
"#;

/// A database as it is, and the model of what it should be, in a file of its own: tests run side by side.
fn both(server: &TestServer) -> (TestDatabase, String) {
    let (there, made) = (server.database("there"), server.database("made"));
    made.execute(&format!("GRANT CREATE ON DATABASE {} TO pgmend_owner", sql_emit::identifier(made.name())));
    there.execute(OLD);
    made.execute(NEW);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.json", made.name()));
    let path = path.to_str().expect("UTF-8").to_owned();
    expect(&pgmend(&["inspect", &made.url(), "-o", &path]), 0, &[]);
    (there, path)
}

/// The same database for a session that acts as a role.
fn acting_as(url: &str, role: &str) -> String {
    format!("{url}&options=-crole%3D{role}")
}

/// What is loaded from SQL says nothing of owners; whoever mends the database needs their rights all the same.
#[test]
fn owners_that_do_not_count_are_asked_for_their_rights() {
    for server in servers().iter().filter(|server| server.many_connections()) {
        let there = server.database("owned");
        there.execute("CREATE TABLE mine (id integer); ALTER TABLE mine OWNER TO pgmend_owner; CREATE TABLE other (id integer)");
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("owned-{}.sql", server.major()));
        std::fs::write(&path, "CREATE TABLE mine (id integer, more text); CREATE TABLE other (id integer);")
            .expect("a file");
        let sql = path.to_str().expect("UTF-8");
        let (url, scratch) = (acting_as(&there.url(), "pgmend_reader"), there.url());
        let more = ["--expected", sql, "--database", &url, "--scratch", &scratch];
        let lacks = "the role pgmend_reader lacks the rights of the role pgmend_owner, the owner: for column:public.mine.more";
        expect(&pgmend(&[&["plan"][..], &more].concat()), 2, &[lacks]);
        expect(&pgmend(&[&["apply"][..], &more].concat()), 3, &[lacks, "nothing was changed"]);
    }
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    for server in servers().iter().filter(|server| server.many_connections()) {
        let (there, model) = both(server);
        let url = there.url();
        let reader = acting_as(&url, "pgmend_reader");
        // Who may only read can check and plan all the same.
        expect(&pgmend(&["check", "--database", &reader, "--expected", &model]), 2, &["app.made"]);
        let lacks = [
            "the role pgmend_reader lacks",
            "the rights of the role pgmend_owner, the owner: for",
            "CREATE on the schema app",
            "CREATE on the database: for schema:made",
            "REFERENCES on the table app.foreign_one",
            "membership in the role pgmend_owner",
        ];
        expect(&pgmend(&["plan", "--database", &reader, "--expected", &model]), 2, &lacks);
        let refused = [
            "nothing was changed",
            "--skip-preflight",
            "the role pgmend_reader lacks CREATE on the schema app",
        ];
        expect(&pgmend(&["apply", "--database", &reader, "--expected", &model]), 3, &refused);
        // The owner, who is no superuser, lacks two rights on what is not his.
        let owner = acting_as(&url, "pgmend_owner");
        let some = ["CREATE on the database", "REFERENCES on the table app.foreign_one"];
        let run = pgmend(&["apply", "--database", &owner, "--expected", &model]);
        expect(&run, 3, &some);
        let forced = ["apply", "--database", &owner, "--expected", &model, "--skip-preflight"];
        expect(&pgmend(&forced), 4, &["permission denied"]);
        there.execute(&format!(
            "GRANT CREATE ON DATABASE {} TO pgmend_owner; GRANT REFERENCES ON app.foreign_one TO pgmend_owner",
            sql_emit::identifier(there.name())
        ));
        expect(&pgmend(&["apply", "--database", &owner, "--expected", &model]), 0, &["applied"]);
        expect(&pgmend(&["check", "--database", &reader, "--expected", &model]), 0, &[]);
    }
}

#[test]
fn a_server_that_takes_no_writes_is_refused() {
    for server in servers().iter().filter(|server| server.many_connections()) {
        let (there, model) = both(server);
        let url = format!("{}&options=-cdefault_transaction_read_only%3Don", there.url());
        let said = ["takes no writes", "default_transaction_read_only"];
        expect(&pgmend(&["apply", "--database", &url, "--expected", &model]), 3, &said);
    }
}

#[test]
fn who_is_in_the_way_is_named() {
    for server in servers().iter().filter(|server| server.many_connections()) {
        let (there, model) = both(server);
        let url = there.url();
        let mut reader = there.connect();
        let mut held = reader.transaction().expect("a transaction");
        held.execute("SET LOCAL application_name = 'report \"at night\"'", &[]).expect("a name");
        held.query("SELECT * FROM app.\"Odd \"\"T\"", &[]).expect("rows");
        std::thread::sleep(Duration::from_secs(4));
        let said = [
            "in the way now: pid ",
            "report \"at night\"",
            "idle in transaction",
            "app.\"Odd \"\"T\" locked",
        ];
        expect(&pgmend(&["plan", "--database", &url, "--expected", &model]), 2, &said);
        held.rollback().expect("an end");
        let calm = pgmend(&["plan", "--database", &url, "--expected", &model]);
        expect(&calm, 2, &[]);
        assert!(!calm.err.contains("in the way"), "{}", calm.err);
    }
}
