//! Running a plan: all or nothing where PostgreSQL allows it.

use std::fmt;
use std::time::{Duration, Instant};

use postgres::Client;
use postgres::error::SqlState;

use crate::error::{Error, Result, server_message};
use crate::plan_file::{DatabaseIdentity, PlannedStatement};

/// The key of the advisory lock that keeps two of us from repairing one database at a time: `pgmend` in ASCII.
const LOCK_KEY: i64 = 0x7067_6d65_6e64;

/// How to run.
#[derive(Clone, Copy, Debug)]
pub struct ExecuteOptions {
    /// How long a statement may wait for a lock.
    pub lock_timeout: Duration,
    /// How long a statement may run; zero is for ever.
    pub statement_timeout: Duration,
    /// Roll everything back at the end.
    pub dry_run: bool,
}

impl Default for ExecuteOptions {
    fn default() -> Self {
        Self { lock_timeout: Duration::from_secs(5), statement_timeout: Duration::ZERO, dry_run: false }
    }
}

/// What was run.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// How long each statement took.
    pub took: Vec<Duration>,
    /// The statements that a dry run could not try, by their places, and why not.
    pub untried: Vec<(usize, Untried)>,
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
    let row = client
        .query_one(
            "SELECT datname::text, oid, pg_catalog.current_setting('server_version_num') \
             FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()",
            &[],
        )
        .map_err(|e| Error::failed(server_message(&e)))?;
    let version: String = row.get(2);
    let version_num = version
        .parse()
        .map_err(|e| Error::failed(format!("{version:?} is no server version")).caused_by(e))?;
    Ok(DatabaseIdentity { name: row.get(0), oid: row.get(1), version_num })
}

/// Runs statements, each group in a transaction of its own, or outside of any where PostgreSQL wants it so. `progress` is
/// told of each before it runs. A dry run tries all that can be tried in one transaction, and rolls it back.
///
/// # Errors
///
/// The server's message with the statement. What was rolled back, and whether anything stands, is said.
pub fn execute(
    client: &mut Client,
    statements: &[PlannedStatement],
    options: &ExecuteOptions,
    progress: impl FnMut(usize, &PlannedStatement),
) -> Result<Outcome> {
    set_up(client, options)?;
    if options.dry_run {
        try_out(client, statements, progress)
    } else {
        run(client, statements, options, progress)
    }
}

fn run(
    client: &mut Client,
    statements: &[PlannedStatement],
    options: &ExecuteOptions,
    mut progress: impl FnMut(usize, &PlannedStatement),
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut at = 0;
    for group in statements.chunk_by(|a, b| a.group == b.group) {
        let first = at;
        let outside = group.iter().any(|statement| statement.outside);
        if outside {
            // Waiting for its locks, it makes nobody else wait; giving up leaves an invalid index, or half a detachment.
            simple(client, "SET lock_timeout = 0")?;
        } else {
            simple(client, "BEGIN")?;
        }
        for statement in group {
            progress(at, statement);
            let started = Instant::now();
            if let Err(error) = client.batch_execute(&statement.sql) {
                return Err(failed(client, statements, at, first, &error));
            }
            outcome.took.push(started.elapsed());
            at += 1;
        }
        if outside {
            set_lock_timeout(client, options)?;
        } else if let Err(error) = client.batch_execute("COMMIT") {
            return Err(failed(client, statements, at.saturating_sub(1), first, &error));
        }
    }
    Ok(outcome)
}

/// Each statement under a savepoint: what stands on one that could not be tried fails for that reason alone, and the rest
/// is tried all the same.
fn try_out(
    client: &mut Client,
    statements: &[PlannedStatement],
    mut progress: impl FnMut(usize, &PlannedStatement),
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    if statements.is_empty() {
        return Ok(outcome);
    }
    simple(client, "BEGIN")?;
    for (at, statement) in statements.iter().enumerate() {
        if statement.outside {
            outcome.untried.push((at, Untried::Outside));
            continue;
        }
        progress(at, statement);
        simple(client, "SAVEPOINT statement")?;
        let started = Instant::now();
        if let Err(error) = client.batch_execute(&statement.sql) {
            if needs_commit(&error, statement, &outcome.untried) {
                simple(client, "ROLLBACK TO SAVEPOINT statement")?;
                outcome.untried.push((at, Untried::NeedsCommit));
                continue;
            }
            return Err(failed(client, statements, at, 0, &error));
        }
        outcome.took.push(started.elapsed());
        simple(client, "RELEASE SAVEPOINT statement")?;
    }
    roll_back(client)?;
    Ok(outcome)
}

/// Whether a statement may have failed only because another one has not been committed, or was not tried. After one that
/// was not tried, names and definitions (class 42 of SQLSTATE) may not be what they would be; syntax and rights are.
fn needs_commit(error: &postgres::Error, statement: &PlannedStatement, untried: &[(usize, Untried)]) -> bool {
    let Some(code) = error.code() else { return false };
    let of_definitions = code.code().starts_with("42")
        && *code != SqlState::SYNTAX_ERROR
        && *code != SqlState::INSUFFICIENT_PRIVILEGE;
    (statement.group > 0 && *code == SqlState::UNSAFE_NEW_ENUM_VALUE_USAGE)
        || (!untried.is_empty() && of_definitions)
}

fn set_up(client: &mut Client, options: &ExecuteOptions) -> Result<()> {
    let locked: bool = client
        .query_one("SELECT pg_catalog.pg_try_advisory_lock($1)", &[&LOCK_KEY])
        .map_err(|e| Error::failed(server_message(&e)))?
        .get(0);
    if !locked {
        return Err(Error::refused(
            "another pgmend is applying a plan to this database (advisory lock): wait for it, or end it",
        ));
    }
    for setting in sql_emit::SESSION {
        simple(client, setting)?;
    }
    set_lock_timeout(client, options)?;
    simple(client, &format!("SET statement_timeout = {}", options.statement_timeout.as_millis()))
}

fn set_lock_timeout(client: &mut Client, options: &ExecuteOptions) -> Result<()> {
    simple(client, &format!("SET lock_timeout = {}", options.lock_timeout.as_millis()))
}

fn simple(client: &mut Client, sql: &str) -> Result<()> {
    client.batch_execute(sql).map_err(|e| Error::failed(format!("{sql}: {}", server_message(&e))))
}

fn roll_back(client: &mut Client) -> Result<()> {
    simple(client, "ROLLBACK")
}

/// Rolls the group back and says where that leaves the database. `first` is the place of the group's first statement.
fn failed(
    client: &mut Client,
    statements: &[PlannedStatement],
    at: usize,
    first: usize,
    error: &postgres::Error,
) -> Error {
    let statement = &statements[at];
    let mut message = format!(
        "statement {} of {} ({}) failed: {}\n  statement: {}",
        at + 1,
        statements.len(),
        statement.object,
        server_message(error),
        statement.sql.replace('\n', "\n    ")
    );
    if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) {
        message += "\n  another session held a lock for longer than --lock-timeout";
        message += &blockers(client);
    }
    let alive = client.batch_execute("ROLLBACK").is_ok();
    let before = match first {
        0 => "nothing was done before it".to_owned(),
        1 => "statement 1 stands".to_owned(),
        _ => format!("statements 1 to {first} stand"),
    };
    let state = match (statement.outside, alive, first) {
        (true, ..) => format!(
            "it ran outside of a transaction, and what it did by then may stand: an index that was being built is \
             there, and invalid. {before}. Make a new plan: it sees what is there, drops what is invalid and goes on"
        ),
        (false, true, 0) => "everything was rolled back: the database is as it was".to_owned(),
        (false, true, _) => {
            format!("this transaction was rolled back; {before}: make a new plan, it goes on from here")
        }
        (false, false, 0) => {
            "the connection is gone, and with it the transaction: the database is as it was".to_owned()
        }
        (false, false, _) => {
            format!("the connection is gone, and with it the transaction; {before}: make a new plan")
        }
    };
    let message = format!("{message}\n  {state}");
    if first == 0 && !statement.outside { Error::failed(message) } else { Error::partly_applied(message) }
}

/// Who else is in a transaction, best guess of who blocked: the failed statement no longer waits.
fn blockers(client: &mut Client) -> String {
    if client.batch_execute("ROLLBACK").is_err() {
        return String::new();
    }
    let sessions = client.query(
        "SELECT pid, coalesce(nullif(application_name, ''), '?'), state, \
         extract(epoch FROM now() - xact_start)::bigint \
         FROM pg_catalog.pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL \
         ORDER BY xact_start LIMIT 5",
        &[],
    );
    let mut text = String::new();
    for row in sessions.unwrap_or_default() {
        let (pid, application): (i32, String) = (row.get(0), row.get(1));
        let state: Option<String> = row.get(2);
        let seconds: Option<i64> = row.get(3);
        text += &format!(
            "\n  open transaction: pid {pid}, {application}, {}, for {} s",
            state.unwrap_or_else(|| "state not visible".into()),
            seconds.unwrap_or_default()
        );
    }
    text
}
