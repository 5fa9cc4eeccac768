//! Migration tools themselves: what they think of a ledger that pgmend stamped, and whether they can run what it wrote.
//!
//! Each tool that is at hand walks the same way: a baseline of a database is written and stamped; the tool finds nothing to do
//! there, and makes the same database from nothing; a repair is written as its next migrations; the tool carries them out on one
//! database, pgmend on the other, and both are in sync, with nothing left to do.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pgmend::scratch::{Cluster, ClusterOptions};
use postgres::{Client, NoTls};
use testkit::tools;

mod common;

use common::{expect, pgmend};

const OLD: &str = include_str!("ledger/old.sql");
const NEW: &str = include_str!("ledger/new.sql");
const ROUTINES: &str = include_str!("ledger/routines.sql");

/// A server that listens on a port, for not every tool can take a socket; and a directory of a project.
struct Project {
    cluster: Cluster,
    directory: tempfile::TempDir,
}

impl Project {
    fn new() -> Option<Self> {
        let options = ClusterOptions::new().tcp_with_password("made-up");
        let cluster = Cluster::start(&common::binaries()?, &options).expect("a cluster");
        Some(Self { cluster, directory: tempfile::tempdir().unwrap() })
    }

    fn port(&self) -> u16 {
        self.cluster.tcp_port().unwrap()
    }

    fn url(&self, database: &str) -> String {
        format!("postgresql://postgres:made-up@127.0.0.1:{}/{database}", self.port())
    }

    fn connect(&self, database: &str) -> Client {
        Client::connect(&self.url(database), NoTls).unwrap()
    }

    fn database(&self, name: &str, sql: &str) -> String {
        self.connect("postgres").batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        self.connect(name).batch_execute(sql).unwrap();
        self.url(name)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// What runs a tool on a database.
type Run = Box<dyn Fn(&Project, &str) -> Command>;

/// A tool: what runs it in the project's directory on a database, and what it prints when nothing is to be done.
struct Tool {
    word: &'static str,
    migrations: &'static str,
    strategy: &'static str,
    /// Statements with semicolons in them can be run.
    routines: bool,
    status: Run,
    migrate: Run,
    /// What the status says in so many words only if something is pending.
    pending: &'static str,
}

fn run(project: &Project, mut command: Command) -> String {
    let output = command.current_dir(project.directory.path()).output().expect("the tool runs");
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{text}", output.status);
    text
}

impl Tool {
    fn has_nothing_to_do(&self, project: &Project, database: &str) {
        let text = run(project, (self.status)(project, database));
        assert!(!text.contains(self.pending), "{}: {text}", self.word);
        println!("{} on {database}: {}", self.word, text.trim());
    }

    fn walk(&self) {
        let Some(project) = Project::new() else { return };
        self.walk_in(&project);
    }

    fn walk_in(&self, project: &Project) {
        let old = if self.routines { format!("{OLD}{ROUTINES}") } else { OLD.to_owned() };
        let (a, b) = (project.database("a", &old), project.database("b", ""));
        let scratch = project.url("postgres");
        let expected = project.write("expected/new.sql", &format!("{old}{NEW}"));
        let directory = project.path(self.migrations);
        let directory = directory.to_str().unwrap();
        let in_sync = |database: &str| {
            let check = ["check", "--expected", &expected, "--database", database, "--scratch", &scratch];
            expect(&pgmend(&check), 0, &["in sync"]);
        };

        let stamp = ["baseline", &a, "--for", self.word, "--dir", directory, "--stamp"];
        expect(&pgmend(&stamp), 0, &["migration written to", "written down in"]);
        expect(&pgmend(&stamp), 0, &["is there already", "already stamped"]);
        self.has_nothing_to_do(project, "a");
        run(project, (self.migrate)(project, "a"));
        run(project, (self.migrate)(project, "b"));
        expect(&pgmend(&["check", "--expected", &a, "--database", &b]), 0, &["in sync"]);
        expect(&pgmend(&stamp), 0, &["already stamped"]);

        let plan = project.path("plan.json");
        let plan = plan.to_str().unwrap();
        #[rustfmt::skip]
        let write = [
            "plan", "--expected", &expected, "--database", &a, "--scratch", &scratch, "--as", self.word, "--dir", directory,
            "--strategy", self.strategy, "--name", "missing things", "-o", plan,
        ];
        expect(&pgmend(&write), 2, &["keeps its ledger in", "migration written to"]);
        run(project, (self.migrate)(project, "b"));
        in_sync(&b);
        self.has_nothing_to_do(project, "b");

        expect(&pgmend(&["apply", plan, "--database", &a]), 0, &["written down in"]);
        in_sync(&a);
        self.has_nothing_to_do(project, "a");
        run(project, (self.migrate)(project, "a"));
        expect(&pgmend(&["apply", plan, "--database", &a]), 0, &["nothing to do"]);
        in_sync(&a);
    }
}

fn command(program: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

#[test]
fn sqlx() {
    let Some(program) = tools::find("sqlx") else { return };
    let info = program.clone();
    Tool {
        word: "sqlx",
        migrations: "migrations",
        strategy: "online",
        routines: true,
        status: Box::new(move |project, database| {
            command(&info, &["migrate", "info", "-D", &project.url(database)])
        }),
        migrate: Box::new(move |project, database| {
            command(&program, &["migrate", "run", "-D", &project.url(database)])
        }),
        pending: "/pending",
    }
    .walk();
}

#[test]
fn refinery() {
    let Some(program) = tools::find("refinery") else { return };
    let migrate = move |project: &Project, database: &str| {
        let mut command = command(&program, &["migrate", "-e", "URL", "-p", "migrations"]);
        command.env("URL", project.url(database));
        command
    };
    // It has no status: what it says before it does something is the same.
    let status = migrate.clone();
    Tool {
        word: "refinery",
        migrations: "migrations",
        strategy: "plain",
        routines: true,
        status: Box::new(status),
        migrate: Box::new(migrate),
        pending: "applying migration",
    }
    .walk();
}

#[test]
fn dbmate() {
    let Some(program) = tools::find("dbmate") else { return };
    let run = move |project: &Project, database: &str, arguments: &[&str]| {
        let url = format!("{}?sslmode=disable", project.url(database));
        let mut command = command(&program, &["--no-dump-schema", "--url", &url]);
        command.args(arguments);
        command
    };
    let status = run.clone();
    Tool {
        word: "dbmate",
        migrations: "db/migrations",
        strategy: "online",
        routines: true,
        status: Box::new(move |project, database| status(project, database, &["status", "--exit-code"])),
        migrate: Box::new(move |project, database| run(project, database, &["migrate"])),
        pending: "[ ]",
    }
    .walk();
}

const RAILS: &str = r"
require 'active_record'
require 'pg'
ActiveRecord::Base.establish_connection(ARGV[0])
ActiveRecord::Migration.verbose = false
context = ActiveRecord::MigrationContext.new('db/migrate', ActiveRecord::SchemaMigration)
context.migrate if ARGV[1] == 'migrate'
context.migrations_status.each { |line| puts line.join(' ') }
abort 'pending' if context.needs_migration?
";

#[test]
fn rails() {
    let Some(ruby) = tools::find("rails") else { return };
    let run = move |project: &Project, database: &str, what: &str| {
        command(&ruby, &["-e", RAILS, &project.url(database), what])
    };
    let status = run.clone();
    Tool {
        word: "rails",
        migrations: "db/migrate",
        strategy: "online",
        routines: true,
        status: Box::new(move |project, database| status(project, database, "status")),
        migrate: Box::new(move |project, database| run(project, database, "migrate")),
        pending: "down ",
    }
    .walk();
}

#[test]
fn liquibase() {
    let Some(script) = tools::find("liquibase") else { return };
    let Some(project) = Project::new() else { return };
    project.write(
        "root.xml",
        r#"<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
             http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd"><includeAll path="changelog"/></databaseChangeLog>
        "#,
    );
    let jars = script.with_file_name("internal").join("lib/*");
    let run = move |project: &Project, database: &str, what: &str| {
        #[rustfmt::skip]
        let mut command = command(Path::new("java"), &[
            "-cp", jars.to_str().unwrap(), "liquibase.integration.commandline.LiquibaseCommandLine",
            "--changelog-file=root.xml", "--username=postgres", "--password=made-up", "--log-level=off", "--show-banner=false",
        ]);
        command.arg(format!("--url=jdbc:postgresql://127.0.0.1:{}/{database}", project.port())).arg(what);
        command
    };
    let status = run.clone();
    Tool {
        word: "liquibase",
        migrations: "changelog",
        strategy: "online",
        routines: true,
        status: Box::new(move |project, database| status(project, database, "status")),
        migrate: Box::new(move |project, database| run(project, database, "update")),
        pending: "not been applied",
    }
    .walk_in(&project);
}

const PRISMA: &str = r#"
import { defineConfig } from "prisma/config";
import { PrismaPg } from "@prisma/adapter-pg";

export default defineConfig({
  experimental: { adapter: true },
  engine: "js",
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  adapter: async () => new PrismaPg({ connectionString: process.env.DATABASE_URL, allowExitOnIdle: true }),
});
"#;

/// With the engine that is in the package, and reaches the database through a driver of JavaScript: it sends each statement of
/// a migration by itself.
#[test]
fn prisma() {
    let Some(program) = tools::find("prisma") else { return };
    let Some(project) = Project::new() else { return };
    project.write("prisma.config.ts", PRISMA);
    project.write(
        "prisma/schema.prisma",
        "datasource db {\n  provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")\n}\n",
    );
    std::os::unix::fs::symlink(tools::node_modules(), project.path("node_modules")).unwrap();
    let run = move |project: &Project, database: &str, what: &str| {
        let mut command = command(&program, &["migrate", what]);
        command.env("DATABASE_URL", project.url(database)).env("CHECKPOINT_DISABLE", "1");
        // Native engines are not asked for: these are never run.
        command
            .env("PRISMA_QUERY_ENGINE_LIBRARY", "/bin/true")
            .env("PRISMA_SCHEMA_ENGINE_BINARY", "/bin/true");
        command
    };
    let status = run.clone();
    Tool {
        word: "prisma",
        migrations: "prisma/migrations",
        strategy: "online",
        routines: false,
        status: Box::new(move |project, database| status(project, database, "status")),
        migrate: Box::new(move |project, database| run(project, database, "deploy")),
        pending: "not yet been applied",
    }
    .walk_in(&project);
}

fn example(name: &str) -> PathBuf {
    testkit::cache::workspace().join("examples").join(name)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The environment of the example, which takes the database from `DATABASE_URL`.
fn alembic(program: &Path, project: &Project, database: &str, driver: &str, arguments: &[&str]) -> Command {
    let mut command = command(program, arguments);
    let url = project.url(database).replacen("postgresql", driver, 1);
    command.env("DATABASE_URL", url).env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

#[test]
fn alembic_with_psycopg() {
    alembic_walks("postgresql+psycopg");
}

#[test]
fn alembic_with_psycopg2() {
    alembic_walks("postgresql+psycopg2");
}

fn alembic_walks(driver: &'static str) {
    let Some(program) = tools::find("alembic") else { return };
    let Some(project) = Project::new() else { return };
    copy(&example("sqlalchemy"), project.directory.path());
    let status = program.clone();
    Tool {
        word: "alembic",
        migrations: "alembic/versions",
        strategy: "online",
        routines: true,
        status: Box::new(move |project, database| {
            alembic(&status, project, database, driver, &["current", "--check-heads"])
        }),
        migrate: Box::new(move |project, database| {
            alembic(&program, project, database, driver, &["upgrade", "head"])
        }),
        pending: "not on current",
    }
    .walk_in(&project);
}

/// What `docs/expected-from-models.md` says of SQLAlchemy: the models give the expected schema, pgmend mends the database, and
/// Alembic finds that models and database are one.
#[test]
fn models_of_sqlalchemy() {
    let Some(program) = tools::find("alembic") else { return };
    let Some(project) = Project::new() else { return };
    copy(&example("sqlalchemy"), project.directory.path());
    let python = program.with_file_name("python");
    let expected = run(&project, command(&python, &["schema.py"]));
    let expected = project.write("expected.sql", &expected);
    let (url, scratch) = (project.database("shop", ""), project.url("postgres"));
    let directory = project.path("alembic/versions");
    let directory = directory.to_str().unwrap();
    let plan = project.path("plan.json");
    let plan = plan.to_str().unwrap();
    #[rustfmt::skip]
    let write = [
        "plan", "--expected", &expected, "--database", &url, "--scratch", &scratch, "--as", "alembic", "--dir", directory, "-o", plan,
    ];
    expect(&pgmend(&write), 2, &["migration written to"]);
    expect(&pgmend(&["apply", plan, "--database", &url]), 0, &["written down in"]);
    let said = run(&project, alembic(&program, &project, "shop", "postgresql", &["check"]));
    assert!(said.contains("No new upgrade operations detected"), "{said}");
    // What Alembic does not see.
    project
        .connect("shop")
        .batch_execute("ALTER TABLE purchase DROP CONSTRAINT purchase_total_check")
        .unwrap();
    let check = ["check", "--expected", &expected, "--database", &url, "--scratch", &scratch];
    expect(&pgmend(&check), 2, &["purchase_total_check"]);
    // The migrations, as SQL, are a source, too: without a database.
    let sql = run(&project, {
        let mut offline = alembic(&program, &project, "shop", "postgresql", &["upgrade", "head", "--sql"]);
        offline.stderr(std::process::Stdio::null());
        offline
    });
    let sql = project.write("migrations.sql", &sql);
    expect(&pgmend(&["diff", &sql, &expected, "--scratch", &scratch]), 0, &["in sync"]);
}

/// What `docs/expected-from-models.md` says of SeaORM.
#[test]
fn entities_of_sea_orm() {
    let Some(program) = tools::find("sea-orm") else { return };
    let Some(project) = Project::new() else { return };
    let expected = run(&project, Command::new(program));
    let expected = project.write("expected.sql", &expected);
    let (url, scratch) = (project.database("shop", ""), project.url("postgres"));
    #[rustfmt::skip]
    let apply = ["apply", "--expected", &expected, "--database", &url, "--scratch", &scratch];
    expect(&pgmend(&apply), 0, &["applied"]);
    project.connect("shop").batch_execute("ALTER TABLE purchase DROP COLUMN made").unwrap();
    let check = ["check", "--expected", &expected, "--database", &url, "--scratch", &scratch];
    expect(&pgmend(&check), 2, &["made"]);
}
