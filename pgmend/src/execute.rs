//! Running a plan: all or nothing where PostgreSQL allows it.

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
    /// The number of statements that a dry run could not try, because they use what must be committed first.
    pub untried: usize,
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

/// Runs statements, each group in a transaction of its own. `progress` is told of each before it runs.
///
/// # Errors
///
/// The server's message with the statement. What was rolled back, and whether anything stands, is said.
pub fn execute(
    client: &mut Client,
    statements: &[PlannedStatement],
    options: &ExecuteOptions,
    mut progress: impl FnMut(usize, &PlannedStatement),
) -> Result<Outcome> {
    set_up(client, options)?;
    let mut outcome = Outcome::default();
    let mut at = 0;
    for (n, group) in statements.chunk_by(|a, b| a.group == b.group).enumerate() {
        if n == 0 || !options.dry_run {
            simple(client, "BEGIN")?;
        }
        for statement in group {
            progress(at, statement);
            let started = Instant::now();
            if let Err(error) = client.batch_execute(&statement.sql) {
                if options.dry_run && n > 0 && error.code() == Some(&SqlState::UNSAFE_NEW_ENUM_VALUE_USAGE) {
                    outcome.untried = statements.len() - at;
                    return roll_back(client).map(|()| outcome);
                }
                return Err(failed(client, statements, at, n, &error));
            }
            outcome.took.push(started.elapsed());
            at += 1;
        }
        if !options.dry_run
            && let Err(error) = client.batch_execute("COMMIT")
        {
            return Err(failed(client, statements, at.saturating_sub(1), n, &error));
        }
    }
    if options.dry_run && !statements.is_empty() {
        roll_back(client)?;
    }
    Ok(outcome)
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
    simple(client, &format!("SET lock_timeout = {}", options.lock_timeout.as_millis()))?;
    simple(client, &format!("SET statement_timeout = {}", options.statement_timeout.as_millis()))
}

fn simple(client: &mut Client, sql: &str) -> Result<()> {
    client.batch_execute(sql).map_err(|e| Error::failed(format!("{sql}: {}", server_message(&e))))
}

fn roll_back(client: &mut Client) -> Result<()> {
    simple(client, "ROLLBACK")
}

/// Rolls the group back and says where that leaves the database.
fn failed(
    client: &mut Client,
    statements: &[PlannedStatement],
    at: usize,
    group: usize,
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
    let rolled_back = client.batch_execute("ROLLBACK").is_ok();
    let state = match (rolled_back, group) {
        (true, 0) => "everything was rolled back: the database is as it was",
        (true, _) => {
            "this transaction was rolled back, the ones before it stand: make a new plan, it goes on from here"
        }
        (false, 0) => "the connection is gone, and with it the transaction: the database is as it was",
        (false, _) => "the connection is gone; the transactions before this one stand: make a new plan",
    };
    let message = format!("{message}\n  {state}");
    if group == 0 { Error::failed(message) } else { Error::partly_applied(message) }
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
