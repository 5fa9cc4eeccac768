//! The online strategy as its users meet it: what a dry run can try, what stands after a build that broke off, how the next
//! plan goes on, and that its script runs by itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::path::{Path, PathBuf};
use std::process::Command;

use testkit::{TestDatabase, servers};

mod common;

use common::{expect, pgmend};

/// The model of what this SQL makes, as a file.
fn model(name: &str, made: &TestDatabase) -> String {
    let path: PathBuf =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("online-{name}-{}.json", std::process::id()));
    let path = path.to_str().expect("UTF-8").to_owned();
    expect(&pgmend(&["inspect", &made.url(), "-o", &path]), 0, &[]);
    path
}

fn invalid(database: &TestDatabase) -> Vec<String> {
    let sql = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid ORDER BY 1";
    database.connect().query(sql, &[]).expect("rows").iter().map(|row| row.get(0)).collect()
}

const OLD: &str = "CREATE TABLE member (id integer, \"Weird \"\"Name\" text, nick text);
    CREATE INDEX member_weird ON member (\"Weird \"\"Name\");
    INSERT INTO member VALUES (1, 'a', 'x'), (2, 'b', 'y'), (3, 'b', 'z');";
const NEW: &str = "CREATE TABLE member (id integer NOT NULL, \"Weird \"\"Name\" text, nick text,
        CONSTRAINT member_pkey PRIMARY KEY (id), CONSTRAINT nick_set CHECK (nick <> ''));
    CREATE UNIQUE INDEX member_weird_once ON member (\"Weird \"\"Name\");
    CREATE INDEX member_weird ON member (\"Weird \"\"Name\", id);";

#[test]
fn a_build_that_broke_off_is_seen_and_mended() {
    for server in servers() {
        let (there, made) = (server.database("there"), server.database("made"));
        there.execute(OLD);
        made.execute(NEW);
        let expected = model(&format!("broken-{}", server.major()), &made);
        let url = there.url();
        // Rows that a unique index refuses: the build fails, and leaves what it had begun.
        for mode in ["repair", "sync"] {
            let how = [
                "apply",
                "--expected",
                &expected,
                "--database",
                &url,
                "--strategy",
                "online",
                "--mode",
                mode,
                "--probe-limit",
                "0",
            ];
            let broken = pgmend(&how);
            expect(&broken, 4, &["CONCURRENTLY", "outside of a transaction", "invalid", "new plan"]);
            assert_eq!(invalid(&there), ["member_weird_once"], "{mode}");
            let check = pgmend(&["check", "--expected", &expected, "--database", &url]);
            expect(&check, 2, &["member_weird_once", "invalid"]);
        }
        there.execute("UPDATE member SET \"Weird \"\"Name\" = 'c' WHERE id = 3");
        // The mode that never removes takes nothing away here: an invalid index serves no reader.
        let repair = ["apply", "--expected", &expected, "--database", &url, "--strategy", "online"];
        expect(&pgmend(&repair), 0, &["DROP INDEX CONCURRENTLY public.member_weird_once", "applied"]);
        assert!(invalid(&there).is_empty());
        let sync =
            ["apply", "--expected", &expected, "--database", &url, "--strategy", "online", "--mode", "sync"];
        expect(&pgmend(&sync), 0, &[]);
        expect(&pgmend(&["check", "--expected", &expected, "--database", &url]), 0, &["in sync"]);
    }
}

#[test]
fn a_dry_run_tries_what_can_be_tried() {
    for server in servers() {
        let (there, made) = (server.database("there"), server.database("made"));
        there.execute(&OLD.replace("(3, 'b', 'z')", "(3, 'c', 'z')"));
        made.execute(NEW);
        let major = server.major();
        let expected = model(&format!("dry-{major}"), &made);
        let url = there.url();
        let plan = expected.replace(".json", "-plan.json");
        let planned = pgmend(&[
            "plan",
            "--expected",
            &expected,
            "--database",
            &url,
            "--strategy",
            "online",
            "--mode",
            "sync",
            "-o",
            &plan,
        ]);
        expect(&planned, 2, &["outside of one"]);
        let text = std::fs::read_to_string(&plan).expect("a plan");
        assert!(text.contains("\"strategy\": \"online\"") && text.contains("\"outside\": true"), "{text}");
        let dry = pgmend(&["apply", &plan, "--database", &url, "--dry-run"]);
        expect(
            &dry,
            0,
            &["rolled back", "not tried: CREATE", "could not be rolled back", "stands on a statement"],
        );
        expect(&pgmend(&["apply", &plan, "--database", &url]), 0, &["applied"]);
        expect(&pgmend(&["check", "--expected", &expected, "--database", &url]), 0, &["in sync"]);
        // A row that a check refuses is found all the same.
        let other = server.database("other");
        other.execute(&OLD.replace("'x'", "''"));
        let how = [
            "apply",
            "--expected",
            &expected,
            "--database",
            &other.url(),
            "--strategy",
            "online",
            "--dry-run",
            "--probe-limit",
            "0",
        ];
        expect(&pgmend(&how), 1, &["nick_set", "the database is as it was"]);
    }
}

#[test]
fn the_script_runs_by_itself() {
    let psql = [testkit::cache::client_programs().join("psql"), PathBuf::from("psql")];
    let found = psql.iter().find(|psql| {
        Command::new(psql).arg("--version").output().is_ok_and(|output| output.status.success())
    });
    let Some(psql) = found else {
        eprintln!("no psql at hand: the script is not run by it");
        return;
    };
    for server in servers().iter().filter(|server| server.many_connections()) {
        let (there, made) = (server.database("there"), server.database("made"));
        there.execute(&OLD.replace("(3, 'b', 'z')", "(3, 'c', 'z')"));
        made.execute(NEW);
        let (url, wanted) = (there.url(), made.url());
        let script = pgmend(&["diff", &url, &wanted, "--format", "sql", "--strategy", "online"]);
        expect(&script, 2, &["CONCURRENTLY", "NOT VALID", "VALIDATE CONSTRAINT", "USING INDEX"]);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("online-{}.sql", std::process::id()));
        std::fs::write(&path, &script.out).expect("a file");
        let run = Command::new(psql)
            .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f"])
            .arg(&path)
            .arg(&url)
            .output()
            .expect("psql runs");
        assert!(run.status.success(), "{}\n{}", String::from_utf8_lossy(&run.stderr), script.out);
        expect(&pgmend(&["diff", &url, &wanted]), 0, &[]);
    }
}

#[test]
fn a_strategy_is_a_word_or_some_classes() {
    let wrong = pgmend(&["diff", "empty:", "empty:", "--strategy", "onlin"]);
    expect(&wrong, 1, &["\"onlin\" is no class", "plain, online", "indexes"]);
    for right in ["plain", "online", "indexes", "keys,not-null"] {
        expect(&pgmend(&["diff", "empty:", "empty:", "--strategy", right]), 0, &[]);
    }
}
