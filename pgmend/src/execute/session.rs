//! The session that a plan runs in, and the lock that keeps two of us from repairing one database at a time.

use std::time::{Duration, Instant};

use postgres::Client;

use super::failure::locks_no_table;
use super::interrupt::{self, Guard};
use super::watcher::Watcher;
use super::{ExecuteOptions, number, one, rows, simple, text};
use crate::connect::Target;
use crate::error::{Error, Result, server_message};
use crate::ledger::Recording;
use crate::plan_file::PlannedStatement;

/// The key of the advisory lock: `pgmend` in ASCII.
const LOCK_KEY: i64 = 0x7067_6d65_6e64;
/// The key of the one that each transaction takes behind a pooler.
const TRANSACTION_KEY: i64 = LOCK_KEY + 1;

/// A connection that holds the lock.
pub(crate) struct Session {
    pub(crate) client: Client,
    pub(super) watcher: Watcher,
    pid: i32,
    /// Behind a transaction pooler: an open transaction that does nothing but hold the lock.
    keeper: Option<Client>,
    /// What is written into a migration tool's ledger along with each group.
    pub(crate) recording: Option<Recording>,
    _guard: Guard,
}

impl Session {
    /// Connects and takes the lock; another run gets as long to end as a statement waits for a lock.
    ///
    /// # Errors
    ///
    /// No connection, or another run that does not end.
    pub(crate) fn open(target: &Target, options: &ExecuteOptions) -> Result<Self> {
        let mut client = target.connect()?;
        let pid = number(&one(&mut client, "SELECT pg_catalog.pg_backend_pid()")?, 0)?;
        let guard = Guard::new(target.canceller(&client)?);
        let mut second = if serves_many(&mut client)? { Some(target.connect()?) } else { None };
        let pooled = match &mut second {
            Some(second) => is_pooled(&mut client, second)?,
            None => false,
        };
        let mut keeper = None;
        if pooled {
            // Whatever the pooler does, a transaction stays on one server connection until it ends.
            let mut holder = match second.take() {
                Some(second) => second,
                None => target.connect()?,
            };
            simple(&mut holder, "BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0")?;
            lock(&mut holder, "pg_try_advisory_xact_lock", options)?;
            keeper = Some(holder);
        } else {
            lock(&mut client, "pg_try_advisory_lock", options)?;
        }
        let watched = (second.is_some() || pooled).then(|| (target.clone(), second));
        let first = Duration::from_millis(300).min(options.lock_timeout / 3).max(Duration::from_millis(20));
        let watcher = Watcher::start(watched, first);
        Ok(Self { client, watcher, pid, keeper, recording: None, _guard: guard })
    }

    /// Whether each transaction may run in another session.
    pub(crate) fn is_pooled(&self) -> bool {
        self.keeper.is_some()
    }

    /// The server's process that runs the statements.
    pub(super) fn pid(&self) -> i32 {
        self.pid
    }

    /// A pooler lends sessions for a transaction: what runs outside of one can't rely on its settings.
    ///
    /// # Errors
    ///
    /// A plan with such statements, behind a pooler.
    pub(crate) fn must_be_able_to_run(&self, statements: &[PlannedStatement]) -> Result<()> {
        let outside = statements.iter().filter(|statement| statement.outside).count();
        if outside == 0 || !self.is_pooled() {
            return Ok(());
        }
        Err(Error::refused(format!(
            "this connection goes through a transaction pooler (pgbouncer or the like), and the plan has {} that PostgreSQL \
             runs outside of transactions only: what such a statement needs of its session is not safe there. Nothing was \
             done. Connect to the server directly (its own host and port), or make a plan with --strategy plain",
            crate::report::counted(outside, "statement")
        )))
    }

    /// Begins a transaction, with all that its statements need of a session: whatever a pooler does, it holds.
    pub(super) fn begin(&mut self, options: &ExecuteOptions) -> std::result::Result<(), Broken> {
        if let Some(keeper) = &mut self.keeper {
            keeper.batch_execute("SELECT 1").map_err(|error| {
                Broken::Lost(format!("the lock was lost with its connection: {}", server_message(&error)))
            })?;
        }
        let mut sql = String::from("BEGIN;");
        for setting in sql_emit::SESSION {
            sql += &format!("{};", setting.replacen("SET ", "SET LOCAL ", 1));
        }
        sql += &format!(
            "SET LOCAL lock_timeout = {}; SET LOCAL statement_timeout = 0;",
            options.lock_timeout.as_millis()
        );
        if self.is_pooled() {
            sql += &format!("SELECT pg_catalog.pg_advisory_xact_lock({TRANSACTION_KEY});");
        }
        sql += "SELECT pg_catalog.pg_backend_pid()";
        let answer = rows(&mut self.client, &sql).map_err(Broken::Server)?;
        let pid = answer.last().map(|row| text(row, 0)).and_then(|pid| pid.parse().ok());
        match pid {
            Some(pid) if self.is_pooled() => self.pid = pid,
            Some(pid) if pid == self.pid => {}
            _ => {
                return Err(Broken::Lost(
                    "the server's session is another one than before: the connection goes through a transaction pooler. \
                     Connect to the server directly"
                        .into(),
                ));
            }
        }
        Ok(())
    }

    /// Shows on a terminal what the statements do.
    pub(crate) fn show(&self, bar: indicatif::ProgressBar) {
        self.watcher.show(bar);
    }

    /// What a statement outside of a transaction needs of the session.
    pub(super) fn prepare(
        &mut self,
        statement: &PlannedStatement,
        options: &ExecuteOptions,
    ) -> std::result::Result<(), Broken> {
        // What locks no table so that others wait may still wait for their rows, and hold some itself.
        let limit =
            if locks_no_table(statement) { options.lock_timeout } else { options.concurrent_lock_timeout };
        let settings = sql_emit::SESSION.join(";");
        let sql = format!(
            "{settings}; SET lock_timeout = {}; SET statement_timeout = {}",
            limit.as_millis(),
            options.long_statement_timeout.as_millis()
        );
        self.client.batch_execute(&sql).map_err(Broken::Server)
    }

    /// Ends whatever transaction is open. False if the connection is gone.
    pub(super) fn roll_back(&mut self) -> bool {
        self.client.batch_execute("ROLLBACK").is_ok()
    }
}

/// Why a group did not get through.
pub(super) enum Broken {
    /// The server said so.
    Server(postgres::Error),
    /// The server said so of a migration tool's ledger; in words.
    Ledger(postgres::Error, String),
    /// What it stands on is lost.
    Lost(String),
}

impl Broken {
    /// What the server said.
    pub(super) fn error(&self) -> Option<&postgres::Error> {
        match self {
            Self::Server(error) | Self::Ledger(error, _) => Some(error),
            Self::Lost(_) => None,
        }
    }
}

/// Whether the server takes more than one connection: one that is embedded has none of the usual processes.
fn serves_many(client: &mut Client) -> Result<bool> {
    let others = "SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE pid <> pg_catalog.pg_backend_pid()";
    Ok(number::<u64>(&one(client, others)?, 0)? > 0)
}

/// Whether two connections get the same session of the server one after the other: then a pooler lends them for a
/// transaction each. It gives out the one that was given back last.
fn is_pooled(client: &mut Client, second: &mut Client) -> Result<bool> {
    let ask = "SELECT pg_catalog.pg_backend_pid()";
    for _ in 0..3 {
        let one_pid = text(&one(client, ask)?, 0);
        let other_pid = text(&one(second, ask)?, 0);
        if one_pid == other_pid {
            return Ok(true);
        }
        if text(&one(client, ask)?, 0) != one_pid {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes the lock, or says who has it.
fn lock(client: &mut Client, function: &str, options: &ExecuteOptions) -> Result<()> {
    let since = Instant::now();
    loop {
        let got = one(client, &format!("SELECT pg_catalog.{function}({LOCK_KEY})"))?;
        if text(&got, 0) == "t" {
            return Ok(());
        }
        if interrupt::asked() {
            return Err(Error::failed("interrupted before anything was done"));
        }
        if since.elapsed() >= options.lock_timeout {
            break;
        }
        interrupt::sleep(Duration::from_millis(100));
    }
    let (high, low) = (LOCK_KEY >> 32, LOCK_KEY & 0xffff_ffff);
    let holder = rows(
        client,
        &format!(
            "SELECT l.pid, a.application_name, a.usename, a.state, \
             extract(epoch FROM pg_catalog.clock_timestamp() - a.query_start)::pg_catalog.int8 \
             FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid \
             WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 \
             AND l.classid::pg_catalog.int8 = {high} AND l.objid::pg_catalog.int8 = {low} \
             AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d \
             WHERE d.datname = pg_catalog.current_database())"
        ),
    )
    .map_err(|e| Error::failed(server_message(&e)))?;
    let who = holder.first().map_or(String::new(), |row| {
        format!(
            " It is pid {} ({}, user {}, {}, last statement {} s ago).",
            text(row, 0),
            text(row, 1),
            text(row, 2),
            text(row, 3),
            text(row, 4)
        )
    });
    Err(Error::refused(format!(
        "another pgmend is applying a plan to this database (advisory lock).{who} Wait for it, or end it: the server \
         completes a statement whose program was killed, unless pg_terminate_backend ends it"
    )))
}
