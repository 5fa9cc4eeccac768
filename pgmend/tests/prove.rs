//! Proofs: of plans that hold, of plans that do not, and what apply makes of a certificate.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::path::{Path, PathBuf};

use pgmend::prove::{Certificate, CheckOutcome, Verdict};
use testkit::{TestDatabase, TestServer, server, servers};

mod common;

use common::{Ran, expect, pgmend};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("prove-{}-{name}", std::process::id()))
}

struct Made {
    there: TestDatabase,
    plan: String,
    certificate: String,
    model: String,
}

/// A database and the plan file that leads to another schema.
fn planned(server: &TestServer, name: &str, old: &str, new: &str, more: &[&str]) -> Made {
    let (there, made) = (server.database("there"), server.database("made"));
    there.execute(old);
    made.execute(new);
    let path = |what: &str| file(&format!("{name}-{}{what}", server.major())).to_str().unwrap().to_owned();
    let (model, plan, certificate) = (path(".json"), path(".plan"), path(".certificate"));
    expect(&pgmend(&["inspect", &made.url(), "-o", &model]), 0, &[]);
    let url = there.url();
    let arguments = ["plan", "--database", &url, "--expected", &model, "--mode", "sync", "-o", &plan];
    expect(&pgmend(&[&arguments, more].concat()), 2, &[]);
    Made { there, plan, certificate, model }
}

impl Made {
    fn prove(&self, more: &[&str]) -> Ran {
        let url = self.there.url();
        pgmend(&[&["prove", &self.plan, "--database", &url, "-o", &self.certificate], more].concat())
    }

    fn apply(&self) -> Ran {
        pgmend(&["apply", &self.plan, "--database", &self.there.url(), "--require-proof", &self.certificate])
    }

    /// The plan with a text exchanged.
    fn tamper(&self, from: &str, to: &str) {
        let text = std::fs::read_to_string(&self.plan).unwrap();
        assert!(text.contains(from), "{from} is not in {text}");
        std::fs::write(&self.plan, text.replace(from, to)).unwrap();
    }

    fn read(&self) -> Certificate {
        Certificate::read(Path::new(&self.certificate)).unwrap()
    }
}

/// Types and constraints of many sorts, in dependency order and against it.
const OLD: &str = r#"
    CREATE TYPE mood AS ENUM ('sad', 'so so');
    CREATE DOMAIN posint AS integer CHECK (VALUE > 17);
    CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z][0-9]$');
    CREATE TYPE pair AS (a integer, b text);
    CREATE TABLE "Odd ""T" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Gone 💔" text, m mood NOT NULL DEFAULT 'sad',
        p posint NOT NULL, pairs pair[], r int4range, f int8multirange NOT NULL, u uuid UNIQUE NOT NULL, b bit(3) NOT NULL,
        status varchar(10) NOT NULL CHECK (status IN ('open', 'shut')), j jsonb NOT NULL, i inet,
        twice bigint GENERATED ALWAYS AS (id * 2) STORED);
    CREATE TABLE child (a integer, b integer, PRIMARY KEY (a, b), t bigint NOT NULL REFERENCES "Odd ""T", up integer,
        up_b integer, FOREIGN KEY (up, up_b) REFERENCES child, c code, CHECK (a < b));
    CREATE TABLE part (k integer NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
    CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2020-01-01') TO ('2020-02-01');
    CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM ('2020-02-01') TO ('2020-03-01');
    CREATE TABLE late (n integer NOT NULL, old_name text);
    CREATE TABLE empty ();
"#;
const NEW: &str = r#"
    CREATE TYPE mood AS ENUM ('sad', 'so so', 'glad');
    CREATE DOMAIN posint AS integer CHECK (VALUE > 17);
    CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z][0-9]$');
    CREATE TYPE pair AS (a integer, b text);
    CREATE TABLE "Odd ""T" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m mood NOT NULL DEFAULT 'sad',
        p posint NOT NULL, pairs pair[], r int4range, f int8multirange NOT NULL, u uuid UNIQUE NOT NULL, b bit(3) NOT NULL,
        status text NOT NULL CHECK (status IN ('open', 'shut')), j jsonb NOT NULL, i inet,
        twice bigint GENERATED ALWAYS AS (id * 2) STORED, extra integer NOT NULL DEFAULT 7);
    CREATE TABLE child (a integer, b integer, PRIMARY KEY (a, b), t bigint NOT NULL REFERENCES "Odd ""T", up integer,
        up_b integer, FOREIGN KEY (up, up_b) REFERENCES child, c code, CHECK (a < b));
    CREATE INDEX ON child (t);
    CREATE TABLE part (k integer NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
    CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2020-01-01') TO ('2020-02-01');
    CREATE TABLE part_2 (k integer NOT NULL, d date NOT NULL, v text);
    CREATE TABLE late (n integer NOT NULL, new_name text NOT NULL);
    CREATE TABLE empty ();
"#;

#[test]
fn a_plan_that_holds_is_proven_and_applied_by_its_certificate() {
    for server in [servers().first().unwrap(), servers().last().unwrap()] {
        let more = [
            "--allow",
            "drop-column",
            "--rename",
            "column:public.late.old_name=new_name",
            "--fill",
            "public.late.new_name='none'",
        ];
        for strategy in ["plain", "online"] {
            let all = [&more[..], &["--strategy", strategy]].concat();
            let made = planned(server, &format!("holds-{strategy}"), OLD, NEW, &all);
            expect(&made.apply(), 1, &["can't be read"]);
            let proof = made.prove(&[]);
            expect(&proof, 0, &["proven", "rows survive: holds", "forward again: holds"]);
            let certificate = made.read();
            assert_eq!(certificate.verdict, Verdict::Proven);
            assert!(certificate.unseeded.is_empty(), "{:?}", certificate.unseeded);
            assert_eq!(certificate.seeded.tables, 6, "{}", proof.out);
            assert!(certificate.seeded.rows >= 15, "{}", proof.out);
            // Nothing was done to the database, nor read of its rows.
            expect(&made.apply(), 0, &["applied"]);
            let _ = std::fs::remove_file(&made.certificate);
        }
    }
}

#[test]
fn what_does_not_hold_is_refuted() {
    let old = "CREATE TABLE t (i integer NOT NULL, s text);";
    let new = "CREATE TABLE t (i bigint NOT NULL, s text); CREATE INDEX on_s ON t (s);";
    let made = planned(server(), "wrong", old, new, &[]);
    let text = std::fs::read_to_string(&made.plan).unwrap();
    let outcome = |certificate: &Certificate, check: &str| {
        certificate.checks.iter().find(|one| one.check.contains(check)).map(|one| one.outcome)
    };
    // It claims too weak a lock.
    made.tamper("\"lock\": \"ACCESS EXCLUSIVE\"", "\"lock\": \"SHARE\"");
    expect(&made.prove(&[]), 3, &["FAILS", "ACCESS EXCLUSIVE", "refuted"]);
    assert_eq!(made.read().verdict, Verdict::Refuted);
    expect(&made.apply(), 3, &["the proof failed"]);
    // It claims not to rewrite.
    std::fs::write(&made.plan, text.replacen("\"rewrites\": true", "\"rewrites\": false", 99)).unwrap();
    expect(&made.prove(&[]), 3, &["rewrites", "does not claim to"]);
    // It destroys values.
    std::fs::write(&made.plan, &text).unwrap();
    made.tamper("SET DATA TYPE bigint", "SET DATA TYPE bigint USING 1");
    let ran = made.prove(&[]);
    assert_eq!(ran.status, 0, "a column of another type is excused: {}", ran.out);
    made.tamper(
        "CREATE INDEX on_s ON public.t",
        "UPDATE public.t SET s = 'x'; CREATE INDEX on_s ON public.t",
    );
    expect(&made.prove(&[]), 3, &["rows survive: FAILS", "rows of public.t are others"]);
    assert_eq!(outcome(&made.read(), "forward again"), Some(CheckOutcome::NotReached));
    // It leads elsewhere.
    std::fs::write(&made.plan, text.replace("SET DATA TYPE bigint", "SET DATA TYPE numeric")).unwrap();
    expect(&made.prove(&[]), 3, &["not what the plan promised"]);
    // It does not run at all.
    std::fs::write(&made.plan, text.replace("SET DATA TYPE bigint", "SET DATA TYPE biggint")).unwrap();
    expect(&made.prove(&[]), 3, &["biggint"]);
}

#[test]
fn a_certificate_is_about_one_plan_and_not_to_be_changed() {
    let old = "CREATE TABLE t (i integer NOT NULL);";
    let made = planned(server(), "one", old, "CREATE TABLE t (i bigint NOT NULL);", &[]);
    expect(&made.prove(&["--format", "json"]), 0, &["\"verdict\": \"proven\""]);
    let (plan, certificate) =
        (std::fs::read_to_string(&made.plan).unwrap(), std::fs::read_to_string(&made.certificate).unwrap());
    made.tamper("SET DATA TYPE bigint", "SET DATA TYPE  bigint");
    expect(&made.apply(), 3, &["another plan", "nothing was changed"]);
    std::fs::write(&made.plan, &plan).unwrap();
    std::fs::write(&made.certificate, certificate.replace("\"rows\": 4", "\"rows\": 4000")).unwrap();
    expect(&made.apply(), 3, &["was changed after it was written"]);
    std::fs::write(&made.certificate, "{}").unwrap();
    expect(&made.apply(), 3, &["no certificate"]);
    std::fs::write(&made.certificate, &certificate).unwrap();
    // Planned and applied at once, it is the same plan.
    let url = made.there.url();
    let at_once = ["apply", "--database", &url, "--expected", &made.model, "--mode", "sync"];
    expect(&pgmend(&[&at_once[..], &["--require-proof", &made.certificate]].concat()), 0, &["applied"]);
    expect(&made.prove(&[]), 3, &["stale"]);
}

#[test]
fn what_no_row_can_be_made_for_is_said_and_can_be_given() {
    let table = "CREATE FUNCTION picky(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT md5($1) LIKE '0123%' $$;
        CREATE TABLE t (s text NOT NULL CHECK (public.picky(s)), n integer";
    let (old, new) = (format!("{table});"), format!("{table}, more integer);"));
    let made = planned(server(), "picky", &old, &new, &[]);
    expect(&made.prove(&[]), 3, &["incomplete", "no rows, and the plan touches it", "23514"]);
    assert_eq!(made.read().verdict, Verdict::Incomplete);
    expect(&made.apply(), 3, &["--seed"]);
    let fitting: String = made
        .there
        .connect()
        .query_one(
            "SELECT n::text FROM generate_series(1, 1000000) n WHERE md5(n::text) LIKE '0123%' LIMIT 1",
            &[],
        )
        .unwrap()
        .get(0);
    let rows = file("rows.sql");
    std::fs::write(&rows, format!("INSERT INTO t VALUES ('{fitting}', 1);")).unwrap();
    expect(&made.prove(&["--seed", rows.to_str().unwrap()]), 0, &["proven"]);
    expect(&made.apply(), 0, &["applied"]);
}

/// A column that was NOT NULL can't come back on rows without a value: that takes a word, and is said.
#[test]
fn a_way_back_that_needs_a_word_is_said() {
    let (old, new) =
        ("CREATE TABLE t (i integer NOT NULL, j integer NOT NULL);", "CREATE TABLE t (i integer NOT NULL);");
    let made = planned(server(), "word", old, new, &["--allow", "drop-column"]);
    expect(&made.prove(&[]), 0, &["the way back leads to the start: refused", "--fill", "proven"]);
}
