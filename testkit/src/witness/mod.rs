//! A witness that shares no code with us: `pg_dump --schema-only` of a database, brought into a form in which equal schemas
//! have equal dumps.
//!
//! What goes: comments, `SET`, lines for `psql`, the order of statements, the order of storage parameters, the name of the
//! database, and, on request, the order of columns. What a `SET` means for a later statement (tablespace, access method,
//! who grants) is noted at that statement. Everything else stays as it is.

mod normal;
mod statements;
mod tokens;

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use pgmend::scratch::Binaries;

use crate::cache;
use crate::servers::{TestDatabase, TestServer};

/// What a dump contains.
#[derive(Debug, Clone)]
pub struct DumpOptions {
    column_order: bool,
    arguments: Vec<String>,
}

impl Default for DumpOptions {
    /// Everything.
    fn default() -> Self {
        Self { column_order: true, arguments: Vec::new() }
    }
}

impl DumpOptions {
    /// Tables and composite types with the same columns in another order count as equal.
    #[must_use]
    pub fn without_column_order(mut self) -> Self {
        self.column_order = false;
        self
    }

    /// Adds an argument of `pg_dump`, such as `--no-owner`.
    #[must_use]
    pub fn argument(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }
}

/// The statements of a dump in their normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dump(Vec<String>);

impl Dump {
    /// Brings the output of `pg_dump --schema-only` of the database of this name into its normal form.
    pub fn parse(output: &str, database: &str, options: &DumpOptions) -> Self {
        Self(normal::normalize(output, database, options))
    }

    /// The statements, sorted.
    pub fn statements(&self) -> &[String] {
        &self.0
    }

    /// What only one of two dumps says, for people; empty if they are equal.
    pub fn difference(&self, other: &Self) -> String {
        let mut difference = String::new();
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            let (sign, statement) = match (left.peek(), right.peek()) {
                (None, None) => return difference,
                (Some(a), Some(b)) if a == b => {
                    left.next();
                    right.next();
                    continue;
                }
                (Some(a), b) if b.is_none_or(|b| a < b) => ('-', left.next()),
                _ => ('+', right.next()),
            };
            for line in statement.map(String::as_str).unwrap_or_default().lines() {
                difference.push_str(&format!("{sign} {line}\n"));
            }
        }
    }
}

impl fmt::Display for Dump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for statement in &self.0 {
            writeln!(f, "{statement};")?;
        }
        Ok(())
    }
}

/// Dumps a database. None if no `pg_dump` at hand is new enough for it, which is printed once.
///
/// The embedded server has one connection, so nobody else may be connected to it.
pub fn dump(database: &TestDatabase, options: &DumpOptions) -> Option<Dump> {
    let text = output(database, options, &["--create"])?;
    Some(Dump::parse(&text, database.name(), options))
}

/// Dumps a database, loads the dump into a fresh one, and dumps that. None as for [`dump`].
///
/// For expressions whose text is no fixed point: what `pg_dump` writes for `x IN ('a', 'b')` on a varchar, PostgreSQL reads
/// and then writes otherwise. Who compares a database that was loaded from people's SQL with one that was loaded from
/// PostgreSQL's compares texts that went through the server once with texts that went through it twice. After this, both went
/// once more, and what is equal stays equal.
pub fn dump_again(server: &TestServer, database: &TestDatabase, options: &DumpOptions) -> Option<Dump> {
    let text = output(database, options, &[])?;
    let fresh = server.database("again");
    let mut client = fresh.connect();
    for statement in statements::statements(&text) {
        // A setting of 17, which `pg_dump` turns off whatever the server knows.
        if statement.starts_with(&["SET", "transaction_timeout"]) {
            continue;
        }
        client.batch_execute(&statement.text).unwrap_or_else(|error| {
            panic!("loading the dump of {}: {error:?}\n{}", database.name(), statement.text)
        });
    }
    drop(client);
    dump(&fresh, options)
}

/// What `pg_dump --schema-only` prints.
fn output(database: &TestDatabase, options: &DumpOptions, more: &[&str]) -> Option<String> {
    let program = program_for(database.major())?;
    let output = Command::new(&program)
        .args(["--schema-only", "--no-password"])
        .args(more)
        .args(&options.arguments)
        .arg("--dbname")
        .arg(database.url())
        .env("LC_ALL", "C")
        .output()
        .unwrap_or_else(|error| panic!("cannot run {}: {error}", program.display()));
    assert!(
        output.status.success(),
        "pg_dump of {} failed: {}",
        database.name(),
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout)
        .unwrap_or_else(|error| panic!("the dump of {} is not UTF-8: {error}", database.name()));
    Some(text)
}

/// Dumps two databases that are meant to be equal but for the order of their columns. None as for [`dump`].
pub fn both(_server: &TestServer, one: &TestDatabase, other: &TestDatabase) -> Option<(Dump, Dump)> {
    let options = DumpOptions::default().without_column_order();
    Some((dump(one, &options)?, dump(other, &options)?))
}

/// What only one of two dumps says, for people.
pub fn difference(one: &Dump, other: &Dump) -> String {
    one.difference(other)
}

/// The newest `pg_dump` at hand, and its major.
fn program() -> Option<&'static (PathBuf, u16)> {
    static PROGRAM: OnceLock<Option<(PathBuf, u16)>> = OnceLock::new();
    PROGRAM
        .get_or_init(|| {
            let cached = cache::client_programs().join("pg_dump");
            let installed =
                Binaries::on_this_machine().into_iter().filter_map(|binaries| binaries.program("pg_dump"));
            std::iter::once(cached)
                .chain(installed)
                .chain(std::iter::once(PathBuf::from("pg_dump")))
                .filter_map(|program| Some((major_of(&program)?, program)))
                .max_by_key(|(major, _)| *major)
                .map(|(major, program)| (program, major))
        })
        .as_ref()
}

/// `pg_dump (PostgreSQL) 18.4` says 18.
fn major_of(program: &Path) -> Option<u16> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let version = text.split_once("(PostgreSQL) ")?.1;
    let digits = version.find(|c: char| !c.is_ascii_digit())?;
    version[..digits].parse().ok()
}

fn program_for(major: u16) -> Option<PathBuf> {
    static SAID: OnceLock<()> = OnceLock::new();
    let found = program().filter(|(_, own)| *own >= major);
    if found.is_none() {
        SAID.get_or_init(|| {
            // Past the capturing of the test harness, as what servers were found; nobody may read it.
            let _ = writeln!(
                std::io::stderr(),
                "no pg_dump for PostgreSQL {major} at hand: the witness is silent \
                 (`cargo run -p pgmend-xtask -- servers` fetches one)"
            );
        });
    }
    found.map(|(path, _)| path.clone())
}
