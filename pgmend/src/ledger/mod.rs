//! Migration tools: their files, and the ledgers in which they keep what they have applied.
//!
//! One file per tool says where its migrations lie, what one looks like, and how the tool writes down that it was applied.
//! `write` makes files of the groups of a script, `record` writes ledgers, `claims` reads them.
//!
//! Each group of a script becomes a migration of its own: every tool commits after a migration, or can be told to, and none
//! runs part of one outside of a transaction. A migration that fails half way is thus one that was rolled back.

mod alembic;
mod claims;
mod dbmate;
mod flyway;
mod goose;
mod liquibase;
mod plain;
mod prisma;
mod rails;
mod record;
mod refinery;
mod sqlx;
mod text;
mod write;

use std::fmt;
use std::path::Path;

use clap::ValueEnum;
use schema_diff::Plan;
use schema_model::ObjectKind;
use serde::{Deserialize, Serialize};
use sql_emit::Script;

pub use claims::{Claim, claims};
pub(crate) use record::{Recording, nothing_pending, stamp};
pub(crate) use write::{Drafted, Migrating, baseline, next};

use crate::error::Result;

/// A migration tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Tool {
    /// Alembic, SQLAlchemy's: Python files with revisions that name the one before.
    Alembic,
    /// sqlx-cli and `sqlx::migrate!`.
    Sqlx,
    /// Flyway.
    Flyway,
    /// refinery, of Rust.
    Refinery,
    /// goose, of Go.
    Goose,
    /// dbmate.
    Dbmate,
    /// Prisma Migrate.
    Prisma,
    /// ActiveRecord's migrations.
    Rails,
    /// Liquibase, as formatted SQL.
    Liquibase,
    /// Numbered SQL files, and no ledger.
    Plain,
}

impl Tool {
    /// What is to be known of it.
    fn format(self) -> &'static dyn Format {
        match self {
            Self::Alembic => &alembic::Alembic,
            Self::Sqlx => &sqlx::Sqlx,
            Self::Flyway => &flyway::Flyway,
            Self::Refinery => &refinery::Refinery,
            Self::Goose => &goose::Goose,
            Self::Dbmate => &dbmate::Dbmate,
            Self::Prisma => &prisma::Prisma,
            Self::Rails => &rails::Rails,
            Self::Liquibase => &liquibase::Liquibase,
            Self::Plain => &plain::Plain,
        }
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Alembic => "Alembic",
            Self::Sqlx => "sqlx",
            Self::Flyway => "Flyway",
            Self::Refinery => "refinery",
            Self::Goose => "goose",
            Self::Dbmate => "dbmate",
            Self::Prisma => "Prisma",
            Self::Rails => "Rails",
            Self::Liquibase => "Liquibase",
            Self::Plain => "plain SQL files",
        })
    }
}

/// The statements of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The statements with the comments before them, without semicolons.
    statements: Vec<Said>,
    /// A single statement that PostgreSQL refuses inside of a transaction.
    outside: bool,
    /// Some are routines, whose bodies may name what comes later.
    routines: bool,
}

/// A statement, and what a reader should be warned of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    warnings: Vec<String>,
    sql: String,
}

/// The groups of a script.
pub(crate) fn pieces(script: &Script, plan: &Plan) -> Vec<Piece> {
    script
        .groups()
        .map(|group| {
            let mut last = None;
            let statements = group.statements.iter().map(|statement| {
                let warnings = match last.replace(statement.action) {
                    Some(action) if action == statement.action => Vec::new(),
                    _ => sql_emit::warnings(plan, statement.action),
                };
                Said { warnings, sql: statement.sql.clone() }
            });
            Piece {
                statements: statements.collect(),
                outside: !group.in_transaction(),
                routines: group
                    .statements
                    .iter()
                    .any(|one| matches!(one.id.kind(), ObjectKind::Function | ObjectKind::Procedure)),
            }
        })
        .collect()
}

/// A migration that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Existing {
    /// What the tool knows it by.
    version: String,
    /// What people know it by.
    name: String,
}

/// A migration to be written.
#[derive(Clone, Copy, Debug)]
struct Draft<'a> {
    /// What the tool will know it by; Alembic's comes of its contents.
    version: &'a str,
    /// What people will know it by: lower case letters, digits and underscores.
    name: &'a str,
    /// The one before, if there is one.
    after: Option<&'a str>,
    piece: &'a Piece,
    /// It is the first of those that are written together.
    first: bool,
    /// It is where the history begins.
    baseline: bool,
    /// What is there already.
    directory: &'a Path,
}

/// A migration as files, and as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Migration {
    /// Names below the tool's directory, and texts.
    files: Vec<(String, String)>,
    entry: Entry,
}

/// What a ledger says of a migration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What the tool knows the migration by.
    pub version: String,
    /// What people know it by, as the tool writes it down.
    pub description: String,
    /// The file.
    pub file: String,
    /// The checksum that the tool makes of the file, as it writes it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checksum: Option<String>,
    /// The version before, where the tool keeps the newest one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl Entry {
    /// One that says no more than which it is.
    fn new(version: &str, description: &str, file: &str) -> Self {
        let (version, description, file) = (version.to_owned(), description.to_owned(), file.to_owned());
        Self { version, description, file, checksum: None, after: None }
    }
}

/// What a plan writes into a tool's ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedLedger {
    /// The tool.
    pub tool: Tool,
    /// The migration that each group of the plan is, in order.
    pub migrations: Vec<Entry>,
}

/// How versions are counted where there is none yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbering {
    /// `YYYYMMDDHHMMSS`, UTC.
    Time,
    /// From 1, with so many digits.
    Sequence(usize),
    /// By what is in the file.
    Contents,
}

/// What is to be known of a tool.
trait Format: Sync {
    /// Where it looks for migrations by itself.
    fn directory(&self) -> &'static str;

    /// Its ledger, if it has one.
    fn table(&self) -> Option<&'static str>;

    fn numbering(&self) -> Numbering;

    /// The migration that a file is, by its name; nothing for what the tool passes over.
    fn parse(&self, file: &str) -> Option<Existing>;

    /// What is there, in the order in which the tool applies it.
    fn existing(&self, directory: &Path) -> Result<Vec<Existing>> {
        write::existing(self, directory)
    }

    /// The migration that the next one comes after.
    fn head(&self, _directory: &Path, existing: &[Existing]) -> Result<Option<String>> {
        Ok(existing.last().map(|last| last.version.clone()))
    }

    /// Writes a migration.
    fn draft(&self, draft: Draft<'_>) -> Result<Migration>;

    /// Makes the ledger if it is not there.
    fn create(&self, table: &str) -> String;

    /// Writes an entry down, unless its version is there.
    fn insert(&self, table: &str, entry: &Entry) -> String;

    /// What the ledger says: version, checksum and whether it went well, each as text, in the order in which it was applied.
    fn claims(&self, table: &str) -> String;

    /// The tool's own way to write down what was applied, for when we may not.
    fn by_hand(&self, entry: &Entry) -> String;
}
