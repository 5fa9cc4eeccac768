//! Values for rows that have none: asked for, refused where they are none either, computed in batches, and taken up again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::path::Path;

use testkit::{TestDatabase, TestServer, servers};

mod common;

use common::{expect, pgmend};

const OLD: &str = r#"
    CREATE TABLE "Odd ""T" (id integer PRIMARY KEY, login text, note text);
    INSERT INTO "Odd ""T" SELECT n, CASE WHEN n <> 3 THEN 'user' || n END, repeat('x', 100) FROM generate_series(1, 90000) n;
"#;

const NEW: &str = r#"
    CREATE TABLE "Odd ""T" (id integer PRIMARY KEY, login text, note text, "e ""mail" text NOT NULL, kind text NOT NULL);
"#;

const COLUMN: &str = r#"public."Odd ""T"."e ""mail""#;
const KIND: &str = r#"public."Odd ""T".kind"#;

/// A database as it is, and the model of what it should be, in a file of its own: tests run side by side.
fn both(server: &TestServer) -> (TestDatabase, String) {
    let (there, made) = (server.database("there"), server.database("made"));
    there.execute(OLD);
    made.execute(NEW);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.json", made.name()));
    let path = path.to_str().expect("UTF-8").to_owned();
    expect(&pgmend(&["inspect", &made.url(), "-o", &path]), 0, &[]);
    (there, path)
}

fn filled(database: &TestDatabase) -> i64 {
    let query = r#"SELECT count("e ""mail") FROM "Odd ""T""#;
    database.connect().query_one(query, &[]).expect("a number").get(0)
}

#[test]
fn a_value_is_asked_for_and_must_be_one() {
    for server in servers() {
        let (there, model) = both(server);
        let url = there.url();
        let plan =
            |more: &[&str]| pgmend(&[&["plan", "--database", &url, "--expected", &model], more].concat());
        expect(&plan(&[]), 3, &["90000 rows", "--fill", COLUMN, KIND]);
        let (null, kind) = (format!("{COLUMN}=login || '@example.org'"), format!("{KIND}='guest'"));
        // One row has no login.
        expect(
            &plan(&["--fill", &null, "--fill", &kind]),
            3,
            &["1 row", "for which --fill gives NULL", "coalesce"],
        );
        let broken = format!("{COLUMN}=nothing_like_it(login)");
        expect(&plan(&["--fill", &broken, "--fill", &kind]), 3, &["nothing_like_it"]);
        expect(&plan(&["--fill", "public.t.c"]), 1, &["--fill public.t.c", "no expression"]);
        expect(&plan(&["--fill", "public.t.absent=1"]), 3, &["no such column"]);
        let useless = format!("{}=1", r#"public."Odd ""T".id"#);
        let good = format!("{COLUMN}=coalesce(login, 'nobody') || '@example.org'");
        expect(&plan(&["--fill", &good, "--fill", &kind, "--fill", &useless]), 2, &["nothing to fill"]);
        let all = ["apply", "--database", &url, "--expected", &model, "--fill", &good, "--fill", &kind];
        expect(&pgmend(&all), 0, &["applied"]);
        assert_eq!(filled(&there), 90_000);
        let query =
            r#"SELECT count(*) FROM "Odd ""T" WHERE kind = 'guest' AND "e ""mail" LIKE '%@example.org'"#;
        let right: i64 = there.connect().query_one(query, &[]).expect("a number").get(0);
        assert_eq!(right, 90_000);
        expect(&pgmend(&["check", "--database", &url, "--expected", &model]), 0, &[]);
    }
}

#[test]
fn batches_that_broke_off_are_taken_up_again() {
    for server in servers().iter().filter(|server| server.many_connections()) {
        let (there, model) = both(server);
        there.execute(r#"ALTER TABLE "Odd ""T" ADD "e ""mail" text, ADD kind text"#);
        let url = there.url();
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fill-plan-{}.json", server.major()));
        let path = path.to_str().expect("UTF-8").to_owned();
        let _ = std::fs::remove_file(format!("{path}.journal"));
        let good = format!("{COLUMN}=coalesce(login, 'nobody') || '@example.org'");
        let kind = format!("{KIND}='guest'");
        let plan = ["plan", "--database", &url, "--expected", &model, "--strategy", "online", "-o", &path];
        expect(&pgmend(&[&plan[..], &["--fill", &good, "--fill", &kind]].concat()), 2, &[]);
        // Somebody holds one of the last rows: the batches before it are committed, its own has to give up.
        let mut holder = there.connect();
        let mut held = holder.transaction().expect("a transaction");
        held.execute(r#"UPDATE "Odd ""T" SET note = 'mine' WHERE id = 89999"#, &[]).expect("an update");
        let apply = |more: &[&str]| pgmend(&[&["apply", path.as_str(), "--database", &url], more].concat());
        expect(
            &apply(&["--lock-timeout", "0.2", "--retry-for", "1"]),
            4,
            &["held a lock", "what it did by then stays"],
        );
        let some = filled(&there);
        assert!(some > 0 && some < 90_000, "{some} rows were filled by batches that committed");
        held.commit().expect("a commit");
        // A row that comes in between has no value, and gets one.
        there.execute(r#"INSERT INTO "Odd ""T" VALUES (0, 'late', '')"#);
        expect(&apply(&[]), 0, &["applied"]);
        assert_eq!(filled(&there), 90_001);
        expect(&pgmend(&["check", "--database", &url, "--expected", &model]), 0, &[]);
    }
}
