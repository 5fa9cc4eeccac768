//! Baselines, stamps and repairs as migrations, without the tools themselves: those are in `ledger_tools.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};

use testkit::{TestDatabase, server};

mod common;

use common::{Ran, expect, pgmend};

const OLD: &str = include_str!("ledger/old.sql");
const NEW: &str = include_str!("ledger/new.sql");
const ROUTINES: &str = include_str!("ledger/routines.sql");

/// The tools, with their ledgers and versions that are always the same.
const TOOLS: &[(&str, &str, Option<&str>)] = &[
    ("alembic", "alembic_version", None),
    ("dbmate", "schema_migrations", Some("20260101000000")),
    ("flyway", "flyway_schema_history", Some("1")),
    ("goose", "goose_db_version", Some("20260101000000")),
    ("liquibase", "databasechangelog", Some("0001")),
    ("prisma", "_prisma_migrations", Some("20260101000000")),
    ("rails", "schema_migrations", Some("20260101000000")),
    ("refinery", "refinery_schema_history", Some("1")),
    ("sqlx", "_sqlx_migrations", Some("20260101000000")),
];

struct Project {
    directory: tempfile::TempDir,
    database: TestDatabase,
}

impl Project {
    fn new(sql: &str) -> Self {
        let database = server().database("ledger");
        database.execute(sql);
        Self { directory: tempfile::tempdir().unwrap(), database }
    }

    fn path(&self, name: &str) -> String {
        self.directory.path().join(name).to_str().unwrap().to_owned()
    }

    /// The model of what this SQL makes: read once, so that no scratch server is needed later.
    fn model(&self, name: &str, sql: &str) -> String {
        let database = server().database("ledger");
        database.execute(sql);
        let path = self.path(name);
        expect(&pgmend(&["inspect", &database.url(), "-o", &path]), 0, &[]);
        path
    }

    fn baseline(&self, tool: &str, number: Option<&str>) -> Ran {
        let (url, directory) = (self.database.url(), self.path("migrations"));
        let mut arguments = vec!["baseline", &url, "--for", tool, "--dir", &directory, "--stamp"];
        arguments.extend(number.iter().flat_map(|number| ["--number", number]));
        pgmend(&arguments)
    }

    fn plan(&self, tool: &str, expected: &str, more: &[&str]) -> Ran {
        let (url, directory, plan) = (self.database.url(), self.path("migrations"), self.path("plan.json"));
        let mut arguments = vec![
            "plan",
            "--expected",
            expected,
            "--database",
            &url,
            "--as",
            tool,
            "--dir",
            &directory,
            "-o",
            &plan,
        ];
        arguments.extend(more);
        pgmend(&arguments)
    }

    fn apply(&self) -> Ran {
        pgmend(&["apply", &self.path("plan.json"), "--database", &self.database.url()])
    }

    fn rows(&self, table: &str) -> i64 {
        let query = format!("SELECT count(*) FROM {table}");
        self.database.connect().query_one(&query, &[]).unwrap().get(0)
    }

    /// All files of the migrations, in order, each under its name.
    fn files(&self) -> String {
        let mut paths = Vec::new();
        collect(&self.directory.path().join("migrations"), &mut paths);
        paths.sort();
        let mut text = String::new();
        for path in paths {
            let name = path.strip_prefix(self.directory.path().join("migrations")).unwrap();
            text += &format!("=== {}\n{}", name.display(), fs::read_to_string(&path).unwrap());
        }
        text
    }
}

fn collect(directory: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, paths) } else { paths.push(path) }
    }
}

/// The strategy that gives several groups, where a tool can run them.
fn strategy(tool: &str) -> &'static str {
    if tool == "refinery" { "plain" } else { "online" }
}

#[test]
fn every_tool() {
    let old = format!("{OLD}{ROUTINES}");
    let mut wrong = Vec::new();
    for (tool, table, number) in TOOLS {
        let project = Project::new(&old);
        let expected = project.model("new.json", &format!("{old}{NEW}"));
        expect(&project.baseline(tool, *number), 0, &["migration written to", "written down in"]);
        let stamped = project.rows(table);
        expect(&project.baseline(tool, None), 0, &["is there already", "already stamped"]);
        assert_eq!(project.rows(table), stamped, "{tool}");

        let next = number
            .map(|number| format!("{:0width$}", number.parse::<u64>().unwrap() + 1, width = number.len()));
        let mut more = vec!["--strategy", strategy(tool)];
        more.extend(next.iter().flat_map(|next| ["--number", next]));
        expect(&project.plan(tool, &expected, &more), 2, &["keeps its ledger in", "migration written to"]);
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/ledger/golden/{tool}.txt"));
        // Below 18 PostgreSQL writes the same plan with other statements; the owner stands in them.
        let owner: String =
            project.database.connect().query_one("SELECT CURRENT_USER::text", &[]).unwrap().get(0);
        if server().major() == 18 && owner == "postgres" {
            let written = project.files();
            if std::env::var_os("PGMEND_BLESS").is_some() {
                fs::write(&golden, &written).unwrap();
            } else if fs::read_to_string(&golden).ok() != Some(written) {
                wrong.push(*tool);
            }
        }
        expect(&project.apply(), 0, &["written down in"]);
        let recorded = project.rows(table);
        assert!(recorded > stamped || *tool == "alembic", "{tool}");
        // A second run finds all of it.
        expect(&project.apply(), 0, &["nothing to do"]);
        assert_eq!(project.rows(table), recorded, "{tool}");
        let check = ["check", "--expected", &expected, "--database", &project.database.url()];
        expect(&pgmend(&check), 0, &["in sync"]);
        // What is recorded is what the next plan is told.
        expect(&project.plan(tool, &expected, &[]), 0, &["keeps its ledger in"]);
    }
    assert!(wrong.is_empty(), "run it once with PGMEND_BLESS=1 and look at the change: {wrong:?}");
}

#[test]
fn plain_files_run_as_they_are() {
    let project = Project::new(&format!("{OLD}{ROUTINES}"));
    let (url, directory) = (project.database.url(), project.path("migrations"));
    expect(&pgmend(&["baseline", &url, "--for", "plain", "--dir", &directory]), 0, &["0001_baseline.sql"]);
    let copy = server().database("ledger");
    copy.execute(&fs::read_to_string(project.path("migrations/0001_baseline.sql")).unwrap());
    expect(&pgmend(&["check", "--expected", &url, "--database", &copy.url()]), 0, &["in sync"]);
    let stamp = pgmend(&["baseline", &url, "--for", "plain", "--dir", &directory, "--stamp"]);
    expect(&stamp, 1, &["have no ledger"]);
}

#[test]
fn a_run_that_broke_off_is_written_down_later() {
    let project = Project::new(OLD);
    let expected = project.model("new.json", &format!("{OLD}{NEW}"));
    expect(&project.baseline("sqlx", Some("1")), 0, &[]);
    expect(&project.plan("sqlx", &expected, &["--strategy", "online"]), 2, &[]);
    expect(&project.apply(), 0, &[]);
    // As if the run had ended between the statement outside of transactions and its row.
    let before = project.rows("_sqlx_migrations");
    project
        .database
        .execute("DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)");
    expect(&project.apply(), 0, &["what was done before", "nothing to do"]);
    assert_eq!(project.rows("_sqlx_migrations"), before);
}

/// A rollback leaves the ledger to the tool, and says what it says.
#[test]
fn what_was_rolled_back_is_named() {
    let project = Project::new(OLD);
    let expected = project.model("new.json", &format!("{OLD}{NEW}"));
    expect(&project.baseline("sqlx", Some("1")), 0, &[]);
    expect(&project.plan("sqlx", &expected, &[]), 2, &[]);
    expect(&project.apply(), 0, &[]);
    let (plan, url) = (project.path("plan.json"), project.database.url());
    let consent = ["--allow", "drop-table", "--allow", "drop-column", "--allow", "change-values"];
    let ran = pgmend(&[&["rollback", &plan, "--database", &url][..], &consent].concat());
    expect(&ran, 0, &["sqlx's ledger still says that these were applied: 2", "public._sqlx_migrations"]);
}

/// Somebody else holds the ledger: what is in a transaction with it is tried again, and what is outside stands.
#[test]
fn a_ledger_that_is_locked() {
    if !server().many_connections() {
        return;
    }
    for strategy in ["plain", "online"] {
        let project = Project::new("CREATE TABLE t (id int)");
        let expected = project.model("new.json", "CREATE TABLE t (id int); CREATE INDEX i ON t (id)");
        expect(&project.baseline("sqlx", Some("1")), 0, &[]);
        expect(&project.plan("sqlx", &expected, &["--strategy", strategy]), 2, &[]);
        let url = project.database.url();
        let plan = project.path("plan.json");
        let mut holder = project.database.connect();
        holder.batch_execute("BEGIN; LOCK TABLE _sqlx_migrations IN EXCLUSIVE MODE").unwrap();
        #[rustfmt::skip]
        let apply = [
            "apply", &plan, "--database", &url, "--lock-timeout", "0.2", "--concurrent-lock-timeout", "0.2", "--retries", "1",
        ];
        let status = if strategy == "plain" { 1 } else { 4 };
        let failed = pgmend(&apply);
        expect(&failed, status, &["retry 1 of 1", "could not be written down", "_sqlx_migrations"]);
        assert_eq!(failed.err.contains("only the ledger lacks it"), strategy == "online", "{}", failed.err);
        let made = project.rows("pg_class WHERE relname = 'i'");
        assert_eq!(made, i64::from(strategy == "online"), "{strategy}");
        holder.batch_execute("ROLLBACK").unwrap();
        expect(&pgmend(&apply), 0, &[]);
        assert_eq!(project.rows("_sqlx_migrations"), 2, "{strategy}");
        expect(&pgmend(&apply), 0, &["nothing to do"]);
    }
}

#[test]
fn what_is_pending_comes_first() {
    let project = Project::new(OLD);
    let expected = project.model("new.json", &format!("{OLD}{NEW}"));
    expect(&project.baseline("dbmate", Some("20260101000000")), 0, &[]);
    fs::write(project.path("migrations/20260102000000_mine.sql"), "-- migrate:up\n").unwrap();
    let refused = project.plan("dbmate", &expected, &[]);
    expect(&refused, 3, &["dbmate has not applied 1 migration (20260102000000)", "Apply them first"]);
    assert!(!Path::new(&project.path("plan.json")).exists());
    // A file that is gone is a thing to know.
    fs::remove_file(project.path("migrations/20260102000000_mine.sql")).unwrap();
    project.database.execute("INSERT INTO schema_migrations VALUES ('20260103000000')");
    expect(&project.plan("dbmate", &expected, &[]), 2, &["there is no file", "20260103000000"]);
}

#[test]
fn histories_are_not_mixed_up() {
    // A directory with a history.
    let project = Project::new(OLD);
    fs::create_dir(project.path("migrations")).unwrap();
    fs::write(project.path("migrations/1_mine.sql"), "SELECT 1;").unwrap();
    expect(&project.baseline("sqlx", None), 3, &["1 migration already (1)", "plan --as"]);
    assert_eq!(project.rows("pg_class WHERE relname = '_sqlx_migrations'"), 0);

    // A ledger with one.
    let project = Project::new(OLD);
    project.database.execute(
        "CREATE TABLE alembic_version (version_num varchar(32)); INSERT INTO alembic_version VALUES ('x')",
    );
    expect(&project.baseline("alembic", None), 3, &["Alembic is at x"]);
    assert!(!Path::new(&project.path("migrations")).exists(), "nothing was written");

    // The same version with another file.
    let project = Project::new(OLD);
    expect(&project.baseline("sqlx", Some("7")), 0, &[]);
    project.database.execute("UPDATE _sqlx_migrations SET checksum = '\\x00'");
    expect(&project.baseline("sqlx", None), 3, &["another checksum"]);
    project.database.execute("UPDATE _sqlx_migrations SET success = false");
    expect(&project.baseline("sqlx", None), 3, &["7", "failed or not ended"]);

    // The database moved on since.
    let project = Project::new(OLD);
    expect(&project.baseline("sqlx", None), 0, &[]);
    project.database.execute("CREATE TABLE more (id int)");
    expect(&project.baseline("sqlx", None), 3, &["not what pgmend would write", "plan --as"]);
}

#[test]
fn heads_of_alembic() {
    let project = Project::new(OLD);
    let expected = project.model("new.json", &format!("{OLD}{NEW}"));
    expect(&project.baseline("alembic", None), 0, &[]);
    let revision: String =
        project.database.connect().query_one("SELECT version_num FROM alembic_version", &[]).unwrap().get(0);
    for name in ["one", "two"] {
        let text = format!("revision: str = '{name}'\ndown_revision: str | None = \"{revision}\"\n");
        fs::write(project.path(&format!("migrations/{name}_x.py")), text).unwrap();
    }
    expect(&project.plan("alembic", &expected, &[]), 3, &["several heads: one, two", "alembic merge heads"]);
    let merge = "revision = 'both'\ndown_revision = (\n    'one',\n    'two',\n)\n";
    fs::write(project.path("migrations/both_x.py"), merge).unwrap();
    expect(&project.plan("alembic", &expected, &[]), 3, &["has not applied", "both"]);
    project.database.execute("UPDATE alembic_version SET version_num = 'both'");
    expect(&project.plan("alembic", &expected, &[]), 2, &["migration written to"]);
    assert!(project.files().contains("down_revision = \"both\""));
}

#[test]
fn tools_that_can_not_say_it() {
    let project = Project::new(&format!("{OLD}CREATE TABLE t (id int);"));
    let expected =
        project.model("new.json", &format!("{OLD}CREATE TABLE t (id int); CREATE INDEX i ON t (id);"));
    expect(&project.baseline("refinery", None), 0, &[]);
    let refused = project.plan("refinery", &expected, &["--strategy", "online"]);
    expect(
        &refused,
        3,
        &["refinery runs every migration inside of a transaction", "CONCURRENTLY", "--strategy plain"],
    );
    assert!(!project.files().contains("V2"), "nothing was written");

    let marks = [
        ("dbmate", "-- migrate:down"),
        ("goose", "  -- +goose Down"),
        ("liquibase", "--rollback DROP TABLE t"),
    ];
    for (tool, line) in marks {
        let body = format!("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1\n{line}\n$$;");
        expect(&Project::new(&body).baseline(tool, None), 3, &["for a mark of its own", line.trim()]);
    }
}

#[test]
fn who_may_not_write_the_ledger() {
    let project = Project::new("CREATE TABLE t (id int)");
    if !server().many_connections() {
        return;
    }
    let url = project.database.url_as("pgmend_limited");
    let directory = project.path("migrations");
    project.database.execute(
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO pgmend_limited",
    );
    let stamp = ["baseline", &url, "--for", "alembic", "--dir", &directory, "--stamp"];
    expect(&pgmend(&stamp), 3, &["pgmend_limited may not write", "CREATE on the schema", "alembic stamp"]);
    assert!(!Path::new(&directory).exists(), "nothing was written");
    project.database.execute("CREATE TABLE alembic_version (version_num varchar(32))");
    expect(
        &pgmend(&stamp),
        3,
        &["the ledger of Alembic, public.alembic_version", "permission denied", "grant SELECT"],
    );
    project.database.execute("GRANT SELECT ON alembic_version TO pgmend_limited");
    expect(&pgmend(&stamp), 3, &["lacks INSERT on it"]);
    project.database.execute("GRANT INSERT ON alembic_version TO pgmend_limited");
    expect(&pgmend(&stamp), 0, &["written down in"]);
}

#[test]
fn ledgers_are_named_before_a_plan_runs() {
    let project = Project::new(
        "CREATE TABLE django_migrations (id int); INSERT INTO django_migrations VALUES (1), (2);
         CREATE TABLE schema_migrations (version bigint, dirty boolean); INSERT INTO schema_migrations VALUES (4, false);
         CREATE SCHEMA \"Odd \"\"One\"; CREATE TABLE \"Odd \"\"One\"._prisma_migrations (migration_name text, checksum text,
           finished_at timestamptz, rolled_back_at timestamptz);
         INSERT INTO \"Odd \"\"One\"._prisma_migrations VALUES ('20250101000000_a', 'x', now(), NULL),
           ('20250102000000_b', 'x', NULL, NULL)",
    );
    let expected = project.model("new.json", "CREATE SCHEMA \"Odd \"\"One\"; CREATE TABLE t (id int)");
    let url = project.database.url();
    #[rustfmt::skip]
    expect(&pgmend(&["plan", "--expected", &expected, "--database", &url]), 2, &[
        "Django keeps its ledger in public.django_migrations: 2 migrations applied",
        "golang-migrate keeps its ledger in public.schema_migrations: 1 migration applied",
        "Prisma keeps its ledger in \"Odd \"\"One\"._prisma_migrations: 1 migration applied, the last 20250101000000; failed or not \
         ended: 20250102000000",
    ]);
}

#[test]
fn wrong_usage() {
    let project = Project::new("CREATE TABLE t (id int)");
    let url = project.database.url();
    expect(&pgmend(&["baseline", &url, "--stamp"]), 1, &["--for"]);
    expect(&pgmend(&["baseline", &url, "--dir", "x"]), 1, &["go with --for TOOL"]);
    expect(
        &pgmend(&["plan", "--expected", "empty:", "--database", &url, "--name", "x"]),
        1,
        &["go with --as TOOL"],
    );
    expect(
        &pgmend(&["baseline", "empty:", "--for", "sqlx", "--stamp"]),
        1,
        &["--stamp writes into the database"],
    );
    expect(&pgmend(&["baseline", "empty:", "--for", "sqlx", "--dir", "x"]), 3, &["is empty"]);
    let directory = project.path("migrations");
    let named =
        |name: &str| pgmend(&["baseline", &url, "--for", "sqlx", "--dir", &directory, "--name", name]);
    expect(&named("../x"), 1, &["letters, digits and single underscores"]);
    expect(&named("Begin here"), 0, &["_begin_here.sql"]);
    let expected = project.model("new.json", "CREATE TABLE t (id int, x int)");
    expect(&project.plan("goose", &expected, &["--dir", "nowhere"]), 1, &[]);
    expect(&project.plan("sqlx", &expected, &["--number", "1"]), 3, &["is there, and tools pass over"]);
}
