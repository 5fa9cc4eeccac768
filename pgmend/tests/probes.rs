//! What the rows are asked before a plan runs: each kind of violation is found with its number, and none is where there is none.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::path::Path;

use testkit::{TestDatabase, TestServer, servers};

mod common;

use common::{expect, pgmend};

const OLD: &str = r#"
    CREATE TABLE parent (id integer PRIMARY KEY, code text);
    CREATE TABLE "Odd ""T" (id integer PRIMARY KEY, "a ""b" text, email text, parent integer, other integer, age text,
        price numeric, name varchar(100), at timestamptz, mail_old text);
    CREATE DOMAIN positive AS integer;
    CREATE TABLE uses (n positive);
    CREATE TABLE empty_one (n integer);
    CREATE TABLE by_year (n integer CONSTRAINT even CHECK (n % 2 = 0), year integer) PARTITION BY LIST (year);
    CREATE TABLE this_year (n integer, year integer);
    CREATE TABLE any_year PARTITION OF by_year DEFAULT;
"#;

const NEW: &str = r#"
    CREATE TABLE parent (id integer PRIMARY KEY, code text UNIQUE);
    CREATE TABLE "Odd ""T" (id integer PRIMARY KEY, "a ""b" text NOT NULL, email text, parent integer REFERENCES parent,
        other integer, age integer, price integer, name varchar(3), at timestamptz(0), mail_new text,
        must_have text NOT NULL, has_default text NOT NULL DEFAULT 'x',
        CONSTRAINT "mail's" CHECK (mail_new LIKE '%@%'));
    CREATE UNIQUE INDEX email_once ON "Odd ""T" (lower(email)) WHERE email <> '';
    CREATE DOMAIN positive AS integer CONSTRAINT above CHECK (VALUE > 0);
    CREATE TABLE uses (n positive);
    CREATE TABLE empty_one (n integer NOT NULL, m integer NOT NULL);
    CREATE TABLE by_year (n integer CONSTRAINT even CHECK (n % 2 = 0), year integer) PARTITION BY LIST (year);
    CREATE TABLE this_year PARTITION OF by_year FOR VALUES IN (2026);
    CREATE TABLE next_year PARTITION OF by_year FOR VALUES IN (2027);
    CREATE TABLE any_year PARTITION OF by_year DEFAULT;
"#;

const BAD: &str = r#"
    INSERT INTO parent VALUES (1, 'x'), (2, 'x'), (3, NULL), (4, NULL);
    INSERT INTO "Odd ""T" VALUES
        (1, NULL, 'A@x', 1, 1, '12', 1, 'abc', '2024-01-01 00:00:00.5', 'no'),
        (2, 'x', 'a@X', 7, 1, 'twelve', 9999999999, 'abcd', '2024-01-01', 'a@b'),
        (3, NULL, '', 8, NULL, '13', 2, 'ab', NULL, NULL),
        (4, 'x', '', NULL, NULL, NULL, NULL, NULL, NULL, 'neither');
    INSERT INTO uses VALUES (1), (0), (-5), (NULL);
    INSERT INTO this_year VALUES (1, 2026), (2, 2026), (NULL, 2026), (4, NULL), (6, 2025);
    INSERT INTO by_year VALUES (2, 2024), (4, 2026), (6, 2027), (8, 2027), (8, 2027);
"#;

const GOOD: &str = r#"
    INSERT INTO parent VALUES (1, 'x'), (2, 'y'), (3, NULL), (4, NULL);
    INSERT INTO uses VALUES (1), (NULL);
    INSERT INTO this_year VALUES (2, 2026), (NULL, 2026);
    INSERT INTO by_year VALUES (2, 2024);
"#;

/// A database as it is, and the model of what it should be, in a file of its own: tests run side by side.
fn both(server: &TestServer, rows: &str) -> (TestDatabase, String) {
    let (there, made) = (server.database("there"), server.database("made"));
    there.execute(OLD);
    there.execute(rows);
    made.execute(NEW);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.json", made.name()));
    let path = path.to_str().expect("UTF-8").to_owned();
    expect(&pgmend(&["inspect", &made.url(), "-o", &path]), 0, &[]);
    (there, path)
}

const OPTIONS: [&str; 6] = [
    "--mode",
    "sync",
    "--allow",
    "change-values",
    "--rename",
    r#"column:public."Odd ""T".mail_old=mail_new"#,
];

#[test]
fn each_violation_is_found_with_its_number() {
    for server in servers() {
        let (there, expected) = both(server, BAD);
        let url = there.url();
        let plan = ["plan", "--expected", &expected, "--database", &url];
        let ran = pgmend(&[&plan[..], &OPTIONS[..]].concat());
        expect(
            &ran,
            3,
            &[
                r#"column:public."Odd ""T"."a ""b": 2 rows with NULL"#,
                "1 value of code that several rows have",
                "1 value of (lower(email)) that several rows have",
                "2 rows without the row of public.parent that it refers to: ",
                "(7)",
                r#"2 rows that the check mail's refuses"#,
                "4 rows for which nobody knows a value of the new column must_have",
                "2 rows that the check above refuses",
                "table:public.this_year: 1 row that the check even refuses",
                "table:public.this_year: 2 rows whose place is not this partition (FOR VALUES IN (2026))",
                "table:public.any_year: 1 row whose place will be public.this_year (FOR VALUES IN (2026))",
                "table:public.any_year: 3 rows whose place will be public.next_year (FOR VALUES IN (2027))",
                "column:public.\"Odd \"\"T\".name: 1 row with a value that is no character varying(3)",
                "column:public.\"Odd \"\"T\".price: 1 row with a value that is no integer",
                "all of them: SELECT child.parent FROM public.\"Odd \"\"T\" AS child",
            ],
        );
        assert!(!ran.err.contains("has_default") && !ran.err.contains("empty_one"), "{}", ran.err);
        // A text that is no number: counted where the server can tell without failing, from 16 on.
        let text = match server.major() {
            16.. => "column:public.\"Odd \"\"T\".age: 1 row with a value that is no integer",
            _ => "column:public.\"Odd \"\"T\".age: rows with a value that is no integer",
        };
        expect(&ran, 3, &[text]);
        // What changes without harm is told, and does not stand in the way.
        expect(&ran, 3, &["note: column:public.\"Odd \"\"T\".at: 1 row with a value that becomes another"]);
        // Every query that is named runs as it is, and lists as many rows as are counted.
        let list = ran
            .err
            .lines()
            .find_map(|line| line.strip_prefix("    all of them: ").filter(|q| q.contains("child")));
        let found = there.connect().query(list.expect("a query"), &[]).expect("rows");
        assert_eq!(found.len(), 2);
        // Who wants it so is not asked: the server then refuses.
        let apply = ["apply", "--expected", &expected, "--database", &url, "--probe-limit", "0"];
        expect(&pgmend(&[&apply[..], &OPTIONS[..]].concat()), 1, &["failed", "everything was rolled back"]);
    }
}

#[test]
fn nothing_is_found_where_nothing_is() {
    for server in servers() {
        let (there, expected) = both(server, GOOD);
        let url = there.url();
        let apply = ["apply", "--expected", &expected, "--database", &url];
        let ran = pgmend(&[&apply[..], &OPTIONS[..]].concat());
        expect(&ran, 0, &["applied"]);
        assert!(!ran.err.contains(" rows "), "{}", ran.err);
    }
}

#[test]
fn a_plan_file_asks_again() {
    let server = testkit::server();
    let (there, expected) = both(server, GOOD);
    let url = there.url();
    let plan = expected.replace(".json", "-plan.json");
    let make = ["plan", "--expected", &expected, "--database", &url, "-o", &plan];
    expect(&pgmend(&[&make[..], &OPTIONS[..]].concat()), 2, &[]);
    there.execute("INSERT INTO uses VALUES (-7)");
    let refused = pgmend(&["apply", &plan, "--database", &url]);
    expect(&refused, 3, &["column:public.uses.n: 1 row that the check above refuses", "nothing was changed"]);
    there.execute("DELETE FROM uses WHERE n < 0");
    expect(&pgmend(&["apply", &plan, "--database", &url]), 0, &["applied"]);
}

/// The extension that most exclusions need is not on every server: this one compares whole ranges.
#[test]
fn rows_that_exclude_each_other() {
    for server in servers() {
        let (there, made) = (server.database("excluding"), server.database("excluded"));
        let table = "CREATE TABLE \"Raum \"\"1\" (id integer PRIMARY KEY, during int4range, off boolean DEFAULT false";
        there.execute(&format!(
            "{table}); INSERT INTO \"Raum \"\"1\" VALUES (1, '[1,5)', false), (2, '[4,9)', false), (3, '[20,30)', false), (4, '[2,3)', true);"
        ));
        made.execute(&format!(
            "{table}, CONSTRAINT once EXCLUDE USING gist (during WITH &&) WHERE (NOT off) DEFERRABLE)"
        ));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("exclusion-{}.json", server.major()));
        let path = path.to_str().expect("UTF-8").to_owned();
        expect(&pgmend(&["inspect", &made.url(), "-o", &path]), 0, &[]);
        let plan = ["plan", "--expected", &path, "--database", &there.url()];
        let words = ["2 rows that another row excludes by once", "[1,5)", "all of them: SELECT one.k0"];
        expect(&pgmend(&plan), 3, &words);
        there.execute("DELETE FROM \"Raum \"\"1\" WHERE id = 2");
        expect(&pgmend(&["apply", "--expected", &path, "--database", &there.url()]), 0, &["applied"]);
    }
}
