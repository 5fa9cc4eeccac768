//! The journal: what was done, as JSON lines, each on the disk before the next statement runs.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use schema_model::Fingerprint;
use serde::{Deserialize, Serialize};

use super::Blocker;
use crate::error::{Error, Result};
use crate::plan_file::{DatabaseIdentity, PlanFile};

/// The version of the journal's format that this program writes.
pub const JOURNAL_FORMAT: u32 = 1;

/// A line of a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Line {
    /// When it was written: RFC 3339, UTC.
    pub time: String,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// What a journal tells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A run begins: the first line of each, but for that of a backup.
    Begin {
        /// The version of this format.
        format: u32,
        /// The program's version.
        version: String,
        /// The database.
        database: DatabaseIdentity,
        /// The fingerprint of the schema that the plan was made for.
        #[cfg_attr(feature = "json-schema", schemars(with = "String"))]
        before: Fingerprint,
        /// The fingerprint of the schema that it leads to.
        #[cfg_attr(feature = "json-schema", schemars(with = "String"))]
        after: Fingerprint,
        /// How many statements the plan has.
        statements: usize,
        /// How many groups were done before, by the catalog.
        groups_done: usize,
    },
    /// The command that takes a backup succeeded. What it is stays out of the journal: it may hold a secret.
    Backup {
        /// How long it took.
        seconds: f64,
    },
    /// A group begins: a transaction, or a single statement outside of one.
    Group {
        /// The group, from 0.
        group: usize,
        /// It runs outside of a transaction.
        outside: bool,
        /// The number of its first statement, from 1.
        first: usize,
        /// How many statements it has.
        statements: usize,
    },
    /// A statement ended. In a transaction it stands only once that is committed.
    Statement {
        /// Its number, from 1.
        number: usize,
        /// Its group, from 0.
        group: usize,
        /// The object that it is about.
        object: String,
        /// When it began: RFC 3339, UTC.
        started: String,
        /// How long it took.
        seconds: f64,
        /// `done` or `failed`.
        outcome: String,
        /// The error's SQLSTATE.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sqlstate: Option<String>,
        /// The error's message.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
        /// Who was in the way.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        blockers: Vec<Blocker>,
    },
    /// A group stands: it was committed.
    Committed {
        /// The group, from 0.
        group: usize,
    },
    /// A group was rolled back.
    RolledBack {
        /// The group, from 0.
        group: usize,
    },
    /// A group is tried again.
    Retry {
        /// The group, from 0.
        group: usize,
        /// How many times it was tried by now.
        attempts: u32,
        /// How long until the next time.
        wait_seconds: f64,
    },
    /// What a statement that was broken off had left was seen to.
    Recovered {
        /// The group, from 0.
        group: usize,
        /// What was done.
        what: String,
    },
    /// A run ended by itself.
    End {
        /// `done`, `failed` or `interrupted`.
        outcome: String,
    },
}

/// Now, as the journal says it.
pub(super) fn now() -> String {
    format!("{:.6}", Timestamp::now())
}

/// Where events go, if anywhere.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    file: Option<(PathBuf, File)>,
}

impl Journal {
    /// Appends to this file.
    ///
    /// # Errors
    ///
    /// A file that can't be written.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(|e| {
            Error::failed(format!("the journal {} can't be written", path.display())).caused_by(e)
        })?;
        Ok(Self { file: Some((path.to_owned(), file)) })
    }

    /// Writes a line, and waits until the disk has it.
    ///
    /// # Errors
    ///
    /// A full disk, for one.
    pub(crate) fn write(&mut self, event: Event) -> Result<()> {
        let Some((path, file)) = &mut self.file else { return Ok(()) };
        let written = serde_json::to_string(&Line { time: now(), event })
            .map_err(std::io::Error::from)
            .and_then(|line| file.write_all(format!("{line}\n").as_bytes()))
            .and_then(|()| file.sync_data());
        written.map_err(|e| {
            Error::failed(format!(
                "the journal {} can't be written; the run ends here: what was not committed is rolled back, and the same \
                 command goes on from there",
                path.display()
            ))
            .caused_by(e)
        })
    }

    /// A run of this plan begins.
    pub(crate) fn begin(&mut self, file: &PlanFile, groups_done: usize) -> Result<()> {
        self.write(Event::Begin {
            format: JOURNAL_FORMAT,
            version: env!("CARGO_PKG_VERSION").into(),
            database: file.database.clone(),
            before: file.before,
            after: file.after,
            statements: file.statements.len(),
            groups_done,
        })
    }

    /// How many groups of this plan a journal has as committed: a hint, for the last line may be missing or torn.
    pub(crate) fn committed(path: &Path, file: &PlanFile) -> Option<usize> {
        let text = std::fs::read_to_string(path).ok()?;
        let mut committed = None;
        let mut ours = false;
        for line in text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()) {
            match line.event {
                Event::Begin { before, after, database, groups_done, .. } => {
                    ours = before == file.before && after == file.after && database == file.database;
                    if ours {
                        committed = Some(groups_done);
                    }
                }
                Event::Committed { group } if ours => committed = Some(group + 1),
                _ => {}
            }
        }
        committed
    }
}
