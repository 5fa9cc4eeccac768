//! The program as its users meet it: exit statuses, what goes where, and every kind of bad input, one by one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::path::{Path, PathBuf};
use std::process::Command;

use testkit::{TestDatabase, TestServer, server};

mod common;

use common::{expect, pgmend};

/// A directory of this test's own.
struct Files(PathBuf);

impl Files {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a directory");
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("UTF-8").to_owned()
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The model of what this SQL makes: read once, so that no scratch server is needed later.
fn model(files: &Files, server: &TestServer, name: &str, sql: &str) -> String {
    let database = database(server, sql);
    let path = files.path(name);
    expect(&pgmend(&["inspect", &database.url(), "-o", &path]), 0, &[]);
    path
}

fn database(server: &TestServer, sql: &str) -> TestDatabase {
    let database = server.database("cli");
    database.execute(sql);
    database
}

const OLD: &str =
    "CREATE TABLE users (id integer PRIMARY KEY, name varchar(50)); INSERT INTO users VALUES (1, 'a');";
const NEW: &str = "CREATE TABLE users (id integer PRIMARY KEY, name text, email text); CREATE TABLE \"Odd \"\"Name\" (a int);";

#[test]
fn the_whole_way() {
    let (server, files) = (server(), Files::new("way"));
    let expected = model(&files, server, "new.json", NEW);
    let before = model(&files, server, "old.json", OLD);
    let database = database(server, OLD);
    let url = database.url();
    let check = || pgmend(&["check", "--expected", &expected, "--database", &url]);
    expect(&check(), 2, &["missing", "email", "Odd"]);
    let json = pgmend(&["check", "--expected", &expected, "--database", &url, "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("JSON alone on standard output");
    assert_eq!(value["in_sync"], false);
    assert_eq!(value["summary"]["missing"]["table"], 1);

    let plan = files.path("plan.json");
    expect(&pgmend(&["plan", "--expected", &expected, "--database", &url, "-o", &plan]), 2, &["transaction"]);
    expect(&pgmend(&["apply", &plan, "--database", &url, "--dry-run"]), 0, &["rolled back"]);
    expect(&check(), 2, &[]);
    expect(&pgmend(&["apply", &plan, "--database", &url]), 0, &["applied"]);
    expect(&check(), 0, &["in sync"]);
    expect(&pgmend(&["verify", "--expected", &expected, "--database", &url]), 0, &["in sync"]);
    // The second run: all of it stands.
    expect(&pgmend(&["apply", &plan, "--database", &url]), 0, &["nothing to do", "done already"]);
    expect(&pgmend(&["apply", "--expected", &expected, "--database", &url]), 0, &["nothing to do"]);
    // The way back destroys, and says so.
    let back = pgmend(&["apply", "--expected", &before, "--database", &url, "--mode", "sync"]);
    expect(&back, 3, &["drop-column=public.users.email", "drop-table"]);
    expect(&check(), 0, &[]);
    let allowed = ["--allow", "drop-table,drop-column=public.users.email", "--allow", "change-values"];
    let mut arguments = vec!["apply", "--expected", &before, "--database", &url, "--mode", "sync"];
    arguments.extend(allowed);
    expect(&pgmend(&arguments), 0, &["applied"]);
    let rows = database.connect().query("SELECT name FROM users", &[]).expect("rows");
    assert_eq!(rows.len(), 1, "the row is still there");
}

#[test]
fn diff_prints_sql_alone_and_nothing_when_equal() {
    let (server, files) = (server(), Files::new("diff"));
    let (old, new) = (model(&files, server, "a.json", OLD), model(&files, server, "b.json", NEW));
    let sql = pgmend(&["diff", &old, &new, "--format", "sql"]);
    expect(&sql, 2, &["BEGIN;", "CREATE TABLE", "COMMIT;"]);
    let equal = pgmend(&["diff", &new, &new, "--format", "sql"]);
    expect(&equal, 0, &[]);
    assert_eq!(equal.out, "");
    let back = pgmend(&["diff", &new, &old, "--format", "sql"]);
    expect(&back, 2, &["-- DESTROYS the table", "DROP TABLE"]);
    // The script runs as it is.
    let database = database(server, OLD);
    database.execute(&sql.out);
    expect(&pgmend(&["diff", &database.url(), &new]), 0, &["in sync"]);
    let repair = pgmend(&["diff", &new, &old, "--format", "sql", "--mode", "repair"]);
    assert!(!repair.out.contains("DROP"), "{}", repair.out);
}

#[test]
fn renames_are_asked_for_and_explained() {
    let (server, files) = (server(), Files::new("rename"));
    let one = "CREATE TABLE users (id integer PRIMARY KEY, name text, at date); CREATE VIEW named AS SELECT id FROM users WHERE name <> '';";
    let (old, new) = (
        model(&files, server, "a.json", one),
        model(
            &files,
            server,
            "b.json",
            &one.replace("name text", "title text").replace("name <>", "title <>"),
        ),
    );
    // Nothing is renamed on a guess; the guess is said.
    let guess = pgmend(&["diff", &old, &new]);
    expect(
        &guess,
        2,
        &["missing   column title", "extra     column name", "--rename column:public.users.name=title"],
    );
    let rename = ["--rename", "column:public.users.name=title"];
    let ran = pgmend(&[&["diff", &old, &new, "--format", "sql"], &rename[..]].concat());
    expect(&ran, 2, &["ALTER TABLE public.users RENAME COLUMN"]);
    assert!(!ran.out.contains("VIEW") && !ran.out.contains("DROP"), "{}", ran.out);
    expect(
        &pgmend(&[&["diff", &old, &new], &rename[..]].concat()),
        2,
        &["renamed on request", "names differ, nothing else"],
    );
    let database = database(server, one);
    database.execute(&ran.out);
    expect(&pgmend(&["diff", &database.url(), &new]), 0, &["in sync"]);

    expect(
        &pgmend(&["diff", &old, &new, "--rename", "users.name=title"]),
        1,
        &["users.name=title", "column:public.users.name"],
    );
    expect(
        &pgmend(&[
            "plan",
            "--expected",
            &new,
            "--database",
            &database.url(),
            "--rename",
            "column:public.users.at=day",
        ]),
        3,
        &["the schema that is wanted has no column:public.users.day"],
    );

    let explained = pgmend(&["explain", &old, &new]);
    expect(&explained, 2, &["is wanted and not there", "LOSES the column", "stands on", "ACCESS EXCLUSIVE"]);
    expect(&pgmend(&["explain", &old, &new, "column:public.users.title"]), 2, &["ADD COLUMN title text"]);
    expect(
        &pgmend(&["explain", &old, &new, "table:public.nothing"]),
        1,
        &["no action of this plan is about table:public.nothing"],
    );
    for (format, words) in [("dot", "digraph plan"), ("mermaid", "flowchart LR")] {
        let drawing =
            pgmend(&["plan", "--expected", &old, "--database", &database.url(), "--format", format]);
        expect(&drawing, 2, &[words, "column:public.users.name"]);
    }
}

#[test]
fn column_order_is_said_on_request() {
    let (server, files) = (server(), Files::new("order"));
    let one = model(&files, server, "a.json", "CREATE TABLE t (a integer, b integer, c integer);");
    let other = model(&files, server, "b.json", "CREATE TABLE t (a integer, c integer, b integer);");
    expect(&pgmend(&["diff", &one, &other]), 0, &["in sync"]);
    expect(&pgmend(&["diff", &one, &other, "--column-order"]), 0, &["public.t: a, b, c → a, c, b"]);
}

#[test]
fn a_baseline_makes_the_same_again() {
    let (server, files) = (server(), Files::new("baseline"));
    let new = model(&files, server, "b.json", NEW);
    let script = pgmend(&["baseline", &new]);
    expect(&script, 0, &["CREATE TABLE"]);
    let database = database(server, &script.out);
    expect(&pgmend(&["diff", &database.url(), &new]), 0, &[]);
    let tree = pgmend(&["inspect", &new, "--format", "tree"]);
    expect(&tree, 0, &["table users", "email text"]);
}

#[test]
fn no_server() {
    let ran = pgmend(&["inspect", "postgresql://somebody:verysecret@127.0.0.1:1/nothing"]);
    expect(&ran, 1, &["127.0.0.1"]);
    assert!(!ran.err.contains("verysecret"), "{}", ran.err);
}

#[test]
fn the_database_is_missing() {
    let server = server();
    if !server.many_connections() {
        return; // The embedded server answers to any name.
    }
    let url = server.database("cli").url();
    let (before, _) = url.split_once("pgmend_").expect("a database name of ours");
    let rest = url.find('?').map(|at| &url[at..]).unwrap_or_default();
    let ran = pgmend(&["inspect", &format!("{before}nothing_of_this_name{rest}")]);
    expect(&ran, 1, &["nothing_of_this_name"]);
}

#[test]
fn no_privilege_on_a_schema() {
    let server = server();
    if !server.many_connections() {
        return; // The embedded server knows one role.
    }
    let files = Files::new("privilege");
    let expected =
        model(&files, server, "expected.json", "CREATE SCHEMA hidden; CREATE TABLE hidden.a (i int, j int);");
    let database = database(server, "CREATE SCHEMA hidden; CREATE TABLE hidden.a (i int);");
    let url = database.url_as("pgmend_limited");
    // The catalog is readable for everybody: the check works, and the repair says what is missing.
    expect(&pgmend(&["check", "--expected", &expected, "--database", &url]), 2, &["column j"]);
    let ran = pgmend(&["apply", "--expected", &expected, "--database", &url]);
    expect(&ran, 3, &["pgmend_limited lacks the rights of the role", "nothing was changed"]);
    expect(&pgmend(&["check", "--expected", &expected, "--database", &url]), 2, &["column j"]);
}

#[test]
fn a_plan_for_another_database() {
    let (server, files) = (server(), Files::new("other"));
    if !server.many_connections() {
        return; // Every embedded server is the same database.
    }
    let expected = model(&files, server, "new.json", NEW);
    let (one, two) = (database(server, OLD), database(server, OLD));
    let plan = files.path("plan.json");
    expect(&pgmend(&["plan", "--expected", &expected, "--database", &one.url(), "-o", &plan]), 2, &[]);
    expect(&pgmend(&["apply", &plan, "--database", &two.url()]), 3, &["another database"]);
    expect(&pgmend(&["check", "--expected", &expected, "--database", &two.url()]), 2, &["email"]);
}

#[test]
fn a_stale_plan() {
    let (server, files) = (server(), Files::new("stale"));
    let expected = model(&files, server, "new.json", NEW);
    let database = database(server, OLD);
    let plan = files.path("plan.json");
    expect(&pgmend(&["plan", "--expected", &expected, "--database", &database.url(), "-o", &plan]), 2, &[]);
    database.execute("ALTER TABLE users ADD COLUMN meanwhile integer");
    expect(&pgmend(&["apply", &plan, "--database", &database.url()]), 3, &["stale", "new plan"]);
}

#[test]
fn broken_and_foreign_documents() {
    let files = Files::new("json");
    let broken = files.write("broken.json", "{\"format\": 1,");
    expect(&pgmend(&["inspect", &broken]), 1, &["no JSON", "broken.json"]);
    let future = files.write("future.json", "{\"format\": 99, \"server\": {\"version_num\": 250000}}");
    expect(&pgmend(&["diff", &future, &future]), 1, &["format 99", "newer pgmend"]);
    let unknown = files.write(
        "unknown.json",
        "{\"format\":1,\"server\":{\"version_num\":170000},\"tables\":[{\"id\":\"table:a.b\",\"colour\":1}]}",
    );
    expect(&pgmend(&["inspect", &unknown]), 1, &["tables[0]", "colour"]);
    let server = server();
    let database = server.database("cli");
    let url = database.url();
    expect(&pgmend(&["apply", &broken, "--database", &url]), 1, &["no JSON"]);
    expect(&pgmend(&["apply", &future, "--database", &url]), 1, &["format 99"]);
    expect(&pgmend(&["apply", &unknown, "--database", &url]), 1, &["no plan"]);
    expect(&pgmend(&["inspect", "nowhere.sql"]), 1, &["nowhere.sql", "empty:"]);
    expect(&pgmend(&["frobnicate"]), 1, &["frobnicate"]);
    expect(
        &pgmend(&["plan", "--expected", "empty:", "--database", &url, "--allow", "drop-table,drop-tabel"]),
        1,
        &["no class \"drop-tabel\"", "drop-table"],
    );
    expect(&pgmend(&["diff", "empty:", "empty:", "--include", "tabel:x"]), 1, &["tabel"]);
}

#[test]
fn sql_that_does_not_load() {
    let files = Files::new("sql");
    let folder = files.path("schema");
    std::fs::create_dir_all(&folder).expect("a directory");
    std::fs::write(Path::new(&folder).join("1.sql"), "CREATE TABLE a (i int);\n").expect("a file");
    let wrong = "-- a comment\nCREATE TABLE b (\n    i integr\n);\n";
    std::fs::write(Path::new(&folder).join("2.sql"), wrong).expect("a file");
    let ran = pgmend(&["inspect", &folder, "--format", "json"]);
    expect(&ran, 1, &["2.sql:3", "integr", "42704"]);
    assert_eq!(ran.out, "");
    let psql = files.write("psql.sql", "\\set x 1\nSELECT 1;\n");
    expect(&pgmend(&["inspect", &psql]), 1, &["psql.sql:1", "psql"]);
    let odd = files.write("odd.sql", "CREATE TABLE \"🐘 \"\"x\" (\"select\" int);");
    expect(&pgmend(&["inspect", &odd, "--format", "sql"]), 0, &["\"🐘 \"\"x\"", "\"select\" integer"]);
}

#[test]
fn a_statement_that_fails_half_way() {
    let (server, files) = (server(), Files::new("half"));
    // The check fails on the row that is there, after the table was made.
    let expected = model(
        &files,
        server,
        "expected.json",
        "CREATE TABLE users (id integer PRIMARY KEY, name varchar(50), CONSTRAINT long CHECK (length(name) > 3)); CREATE TABLE a (i int);",
    );
    let database = database(server, OLD);
    let unasked = ["apply", "--expected", &expected, "--database", &database.url(), "--probe-limit", "0"];
    let ran = pgmend(&unasked);
    expect(&ran, 1, &["23514", "statement: ALTER TABLE", "rolled back", "as it was"]);
    let check = pgmend(&["check", "--expected", &expected, "--database", &database.url()]);
    expect(&check, 2, &["missing", "table a"]);
}

#[test]
fn a_plan_says_what_it_costs_in_numbers() {
    let (server, files) = (server(), Files::new("numbers"));
    let expected = model(&files, server, "expected.json", "CREATE TABLE \"Weird \"\"x\" (id bigint);");
    let database = database(
        server,
        "CREATE TABLE \"Weird \"\"x\" (id integer, gone text); \
         INSERT INTO \"Weird \"\"x\" SELECT n, CASE WHEN n % 4 = 0 THEN 'x' END FROM generate_series(1, 5000) n; \
         CREATE TABLE other AS SELECT * FROM \"Weird \"\"x\"; ANALYZE;",
    );
    let url = database.url();
    let plan = ["plan", "--expected", &expected, "--database", &url, "--mode", "sync"];
    let ran = pgmend(&plan);
    expect(
        &ran,
        3,
        &[
            "loses the table and all its rows: about 5,000 rows, ",
            "loses the column and all its values: about 1,250 values in about 5,000 rows",
            "is rewritten under ACCESS EXCLUSIVE",
            "less than a second",
        ],
    );
    // Nothing is as slow as a disk that moves 0 MB a second; it is taken for one byte.
    let mut slow = plan.to_vec();
    slow.extend(["--rate", "0", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&pgmend(&slow).out).expect("JSON");
    let hazard = &json["hazards"][0];
    assert_eq!((&hazard["rows"], &hazard["rewrites"]), (&5000.into(), &true.into()), "{json:#}");
    assert!(hazard["seconds"].as_f64().is_some_and(|seconds| seconds > 1000.0), "{json:#}");
}

#[test]
fn two_snapshots_prove_a_rename() {
    let (server, files) = (server(), Files::new("origins"));
    let database = database(
        server,
        "CREATE TABLE t (id integer, \"Weird \"\"x\" text, gone text); CREATE INDEX i ON t (id)",
    );
    let (url, before) = (database.url(), files.path("before.json"));
    expect(&pgmend(&["inspect", &url, "--origins", "-o", &before]), 0, &[]);
    database.execute(
        "ALTER TABLE t RENAME \"Weird \"\"x\" TO other; ALTER TABLE t DROP gone; ALTER TABLE t ADD come text; \
         ALTER INDEX i RENAME TO j;",
    );
    let check = pgmend(&["check", "--expected", &before, "--database", &url]);
    let words = [
        "only renamed",
        "--rename 'column:public.t.other=\"Weird \"\"x\"'",
        "--rename index:public.t.j=i",
        "proven",
    ];
    expect(&check, 2, &words);
    assert!(!check.out.contains("come=gone") && !check.out.contains("perhaps"), "{}", check.out);
    let json = pgmend(&["check", "--expected", &before, "--database", &url, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    let proven = |candidate: &serde_json::Value| candidate["proven"] == true;
    assert_eq!(
        json["rename_candidates"].as_array().map(|all| all.iter().filter(|c| proven(c)).count()),
        Some(2)
    );
}

#[test]
fn labels_in_use_are_counted() {
    let (server, files) = (server(), Files::new("labels"));
    let make = |labels: &str| {
        format!(
            "CREATE TYPE \"Weird \"\"Mood\" AS ENUM ({labels}); \
             CREATE TABLE t (id integer, now \"Weird \"\"Mood\", was \"Weird \"\"Mood\"[]);"
        )
    };
    let expected = model(&files, server, "expected.json", &make("'happy', 'sad'"));
    let database = database(
        server,
        &(make("'happy', 'it''s', 'unused', 'sad'")
            + "INSERT INTO t SELECT n, CASE WHEN n < 4 THEN 'it''s'::\"Weird \"\"Mood\" ELSE 'sad' END, '{happy}' \
               FROM generate_series(1, 10) n; UPDATE t SET was = '{sad,it''s}' WHERE id = 7;"),
    );
    let url = database.url();
    let plan = |more: &[&str]| {
        let mut arguments = vec!["plan", "--expected", &expected, "--database", &url, "--mode", "sync"];
        arguments.extend(more);
        pgmend(&arguments)
    };
    let advice = r#"--map-label public."Weird ""Mood"."it's"=LABEL"#;
    let refused = plan(&[]);
    expect(
        &refused,
        3,
        &["t.now: 3 rows with the label 'it''s'", "t.was: 1 row with the label 'it''s'", advice],
    );
    assert!(!refused.err.contains("unused"), "{}", refused.err);
    // Consent does not help: the statement would fail.
    expect(&plan(&["--allow", "change-values"]), 3, &["3 rows with the label"]);
    expect(&plan(&["--map-label", "public.mood=x"]), 1, &["--map-label public.mood=x", "no mapping"]);
    expect(&plan(&["--map-label", r#"public."Weird ""Mood".sad=happy"#]), 3, &["the label stays"]);
    let mapping = ["--map-label", r#"public."Weird ""Mood"."it's"=sad"#];
    let file = files.path("plan.json");
    let mapped = plan(&[mapping.as_slice(), &["-o", &file]].concat());
    expect(&mapped, 2, &[]);
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&file).expect("a plan file")).expect("JSON");
    assert_eq!(json["probes"].as_array().map(Vec::len), Some(2), "{json:#}");
    assert!(json["probes"].as_array().expect("probes").iter().all(|probe| probe["rows"] == 0), "{json:#}");
    expect(&pgmend(&["apply", &file, "--database", &url]), 0, &[]);
    let row = database.connect().query_one("SELECT count(*) FROM t WHERE now = 'sad' AND id < 4", &[]);
    assert_eq!(row.expect("the rows").get::<_, i64>(0), 3);
    expect(&plan(&[]), 0, &["in sync"]);
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_no_scratch_database() {
    let server = server();
    if !server.many_connections() {
        return; // There are no scratch databases on the embedded server.
    }
    let files = Files::new("interrupt");
    let slow = files.write("slow.sql", "SELECT 'a word to find me by', pg_sleep(120);");
    let database = server.database("cli");
    let child = Command::new(env!("CARGO_BIN_EXE_pgmend"))
        .args(["inspect", &slow, "--scratch", &database.url()])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut client = database.connect();
    let mut find = || {
        client
            .query(
                "SELECT datname FROM pg_stat_activity WHERE query LIKE '%a word to find me by%' AND pid <> pg_backend_pid()",
                &[],
            )
            .expect("the activity")
            .first()
            .map(|row| row.get::<_, String>(0))
    };
    let started = std::time::Instant::now();
    let scratch = loop {
        match find() {
            Some(name) => break name,
            None => assert!(started.elapsed().as_secs() < 60, "the script did not start"),
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("the signal goes out");
    let ended = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(130), "{said}");
    assert!(said.contains("interrupted") && !said.contains("error"), "{said}");
    let left =
        client.query("SELECT 1 FROM pg_database WHERE datname = $1", &[&scratch]).expect("the databases");
    assert!(left.is_empty(), "{scratch} is still there");
}

#[test]
fn a_role_without_its_password() {
    // The wrong password itself is tried in `connect`'s tests, on a server that asks for one.
    let ran = pgmend(&["inspect", "host=127.0.0.1 port=notanumber"]);
    expect(&ran, 1, &["port"]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_pgmend"));
    let output = command.args(["--help"]).output().expect("the program runs");
    assert!(output.status.success());
    let help = String::from_utf8_lossy(&output.stdout);
    for word in ["inspect", "diff", "check", "plan", "apply", "verify", "baseline", "demo"] {
        assert!(help.contains(word), "{word}");
    }
}
