//! Running a plan: all or nothing where PostgreSQL allows it, group by group otherwise.
//!
//! A session holds the lock that keeps two of us apart; a watcher on a second connection sees who is in the way; a
//! group that could not get its locks is tried again; a journal says what was done; Ctrl-C ends between statements.

mod blockers;
mod dry_run;
mod failure;
mod interrupt;
mod journal;
mod leftover;
mod run;
mod session;
mod watcher;

use std::fmt;
use std::time::Duration;

use postgres::{Client, SimpleQueryMessage, SimpleQueryRow};

pub use blockers::Blocker;
pub use journal::{Event, JOURNAL_FORMAT, Line};

pub(crate) use dry_run::try_out;
pub(crate) use interrupt::stop;
pub(crate) use journal::Journal;
pub(crate) use leftover::complete_detachments;
pub(crate) use run::{Listener, run};
pub(crate) use session::Session;

use crate::error::{Error, Result, server_message};
use crate::plan_file::DatabaseIdentity;

/// How to run.
#[derive(Clone, Copy, Debug)]
pub struct ExecuteOptions {
    /// How long a statement in a transaction may wait for a lock, before the transaction is rolled back and tried again.
    pub lock_timeout: Duration,
    /// How long a statement outside of a transaction may wait for one; zero is for ever.
    pub concurrent_lock_timeout: Duration,
    /// How long a statement may run that neither reads nor writes all rows; zero is for ever.
    pub statement_timeout: Duration,
    /// How long any other statement may run; zero is for ever.
    pub long_statement_timeout: Duration,
    /// How many times a group that could not get its locks is tried again.
    pub retries: u32,
    /// For how long it is tried again; zero is no limit.
    pub retry_for: Duration,
    /// Roll everything back at the end.
    pub dry_run: bool,
    /// Begin whatever [`Preflight`](crate::preflight::Preflight) finds.
    pub skip_preflight: bool,
}

impl Default for ExecuteOptions {
    fn default() -> Self {
        Self {
            lock_timeout: Duration::from_secs(3),
            concurrent_lock_timeout: Duration::ZERO,
            statement_timeout: Duration::ZERO,
            long_statement_timeout: Duration::ZERO,
            retries: 10,
            retry_for: Duration::ZERO,
            dry_run: false,
            skip_preflight: false,
        }
    }
}

/// What was run.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How long each statement took, by its place.
    pub took: Vec<(usize, Duration)>,
    /// The statements that a dry run could not try, by their places, and why not.
    pub untried: Vec<(usize, Untried)>,
    /// How many times a group was tried again.
    pub retries: u32,
}

/// Why a dry run could not try a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untried {
    /// It runs outside of a transaction, so that it could not be rolled back.
    Outside,
    /// It uses what another statement of the plan must have committed first.
    NeedsCommit,
}

impl fmt::Display for Untried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Outside => "it runs outside of a transaction and could not be rolled back",
            Self::NeedsCommit => {
                "it stands on a statement that could not be tried, or that must be committed first"
            }
        })
    }
}

/// Who this database is.
pub(crate) fn identify(client: &mut Client) -> Result<DatabaseIdentity> {
    let row = one(
        client,
        "SELECT datname, oid, pg_catalog.current_setting('server_version_num') \
         FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()",
    )?;
    let version_num = number(&row, 2)?;
    Ok(DatabaseIdentity { name: text(&row, 0), oid: number(&row, 1)?, version_num })
}

/// The rows of a query that is sent as it is: prepared statements do not live through a transaction pooler.
fn rows(client: &mut Client, sql: &str) -> std::result::Result<Vec<SimpleQueryRow>, postgres::Error> {
    let messages = client.simple_query(sql)?;
    Ok(messages
        .into_iter()
        .filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        })
        .collect())
}

/// The last row of a query that has one.
fn one(client: &mut Client, sql: &str) -> Result<SimpleQueryRow> {
    let rows = rows(client, sql).map_err(|e| Error::failed(server_message(&e)))?;
    rows.into_iter().last().ok_or_else(|| Error::failed(format!("no row came of: {sql}")))
}

fn text(row: &SimpleQueryRow, column: usize) -> String {
    row.try_get(column).ok().flatten().unwrap_or_default().to_owned()
}

fn number<T: std::str::FromStr>(row: &SimpleQueryRow, column: usize) -> Result<T> {
    let said = text(row, column);
    said.parse().map_err(|_| Error::failed(format!("the server said {said:?} where a number was expected")))
}

fn simple(client: &mut Client, sql: &str) -> Result<()> {
    client.batch_execute(sql).map_err(|e| Error::failed(format!("{sql}: {}", server_message(&e))))
}
