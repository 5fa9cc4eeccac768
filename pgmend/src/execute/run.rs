//! Runs a plan's groups, one after the other.

use std::time::{Duration, Instant};

use super::failure::{Failure, is_about_locks, is_long};
use super::journal::{Event, Journal, now};
use super::leftover::{self, Found};
use super::session::{Broken, Session};
use super::{ExecuteOptions, Outcome, interrupt};
use crate::error::{Result, server_message};
use crate::plan_file::{PlanFile, PlannedStatement};

/// The first wait before a group is tried again; it doubles each time.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Who is told of what happens.
pub(crate) trait Listener {
    /// A statement is about to run.
    fn statement(&mut self, at: usize, statement: &PlannedStatement);
    /// Something that people should know.
    fn say(&mut self, text: &str);
    /// Something that people were told already, for those who keep it.
    fn told(&mut self, text: &str);
}

/// Runs what is left of a plan of which `done` groups are done: each group in a transaction of its own, or outside of any
/// where PostgreSQL wants it so. A group that can't get its locks is rolled back and tried again.
///
/// # Errors
///
/// The server's message with the statement, who was in the way, what stands and how to go on (`again`).
pub(crate) fn run(
    session: &mut Session,
    file: &PlanFile,
    done: usize,
    options: &ExecuteOptions,
    again: &str,
    journal: &mut Journal,
    listener: &mut dyn Listener,
) -> Result<Outcome> {
    if let (Some(states), true) = (&file.states, done > 0) {
        leftover::note_bounds(&mut session.client, states, done)?;
    }
    let first = file.statements.iter().take_while(|statement| statement.group < done).count();
    let mut run = Run {
        session,
        file,
        options,
        again,
        journal,
        listener,
        outcome: Outcome::default(),
        begun_before: true,
    };
    let left = file.statements.get(first..).unwrap_or_default();
    let mut at = first;
    let result = left.chunk_by(|a, b| a.group == b.group).try_for_each(|group| {
        let result = run.group(at, group);
        at += group.len();
        run.begun_before = false;
        result
    });
    let outcome = match &result {
        Ok(()) => "done",
        Err(_) if interrupt::asked() => "interrupted",
        Err(_) => "failed",
    };
    let ended = run.journal.write(Event::End { outcome: outcome.into() });
    let outcome = run.outcome;
    result.and(ended).map(|()| outcome)
}

struct Run<'a> {
    session: &'a mut Session,
    file: &'a PlanFile,
    options: &'a ExecuteOptions,
    again: &'a str,
    journal: &'a mut Journal,
    listener: &'a mut dyn Listener,
    outcome: Outcome,
    /// The next statement may have been begun by an earlier run.
    begun_before: bool,
}

/// Where a group broke, and why.
struct Break {
    at: usize,
    broken: Broken,
    committing: bool,
}

impl Run<'_> {
    /// Runs a group until it is done, or there is no use in trying again.
    fn group(&mut self, first: usize, group: &[PlannedStatement]) -> Result<()> {
        let Some(head) = group.first() else { return Ok(()) };
        let since = Instant::now();
        let mut retries = 0;
        // A statement outside of a transaction that is done, and only to be written down.
        let mut done = head.outside && self.begun_before && self.see_to(head)?;
        loop {
            let kept = self.outcome.took.len();
            self.journal.write(Event::Group {
                group: head.group,
                outside: head.outside,
                first: first + 1,
                statements: group.len(),
            })?;
            let result = match (done, head.outside) {
                (true, _) => self.written_down(first, head),
                (false, true) => self.alone(first, head)?,
                (false, false) => self.together(first, group)?,
            };
            for line in self.session.watcher.lines() {
                self.listener.told(&line);
            }
            let Err(Break { at, broken, committing }) = result else {
                return self.journal.write(Event::Committed { group: head.group });
            };
            let blockers = self.session.watcher.blockers();
            let alive = self.session.roll_back();
            let interrupted = interrupt::asked();
            self.outcome.took.truncate(kept);
            if alive && !head.outside {
                self.journal.write(Event::RolledBack { group: head.group })?;
            }
            let wait = backoff(retries);
            let may = alive
                && !interrupted
                && broken.error().is_some_and(is_about_locks)
                && retries < self.options.retries
                && (self.options.retry_for.is_zero() || since.elapsed() + wait < self.options.retry_for)
                && (!head.outside || self.file.states.is_some());
            if !may {
                let failure = Failure {
                    statements: &self.file.statements,
                    at,
                    first,
                    broken: &broken,
                    alive,
                    committing,
                    interrupted,
                    blockers: &blockers,
                    retries,
                    again: self.again,
                };
                return Err(failure.into_error());
            }
            retries += 1;
            self.outcome.retries += 1;
            let mut said = format!(
                "  could not get its lock ({}): rolled back, again in {:.1} s (retry {retries} of {})",
                match &broken {
                    Broken::Server(error) => server_message(error),
                    Broken::Ledger(_, said) => said.clone(),
                    Broken::Lost(why) => why.clone(),
                },
                wait.as_secs_f64(),
                self.options.retries
            );
            for blocker in &blockers {
                said += &format!("\n  in the way: {blocker}");
            }
            self.listener.say(&said);
            self.journal.write(Event::Retry {
                group: head.group,
                attempts: retries,
                wait_seconds: wait.as_secs_f64(),
            })?;
            interrupt::sleep(wait);
            done = head.outside && (matches!(broken, Broken::Ledger(..)) || self.see_to(head)?);
        }
    }

    /// Sees to what a statement left that was begun before. True if there is nothing left to do.
    fn see_to(&mut self, statement: &PlannedStatement) -> Result<bool> {
        let Some(states) = &self.file.states else { return Ok(false) };
        let (what, completed) = match leftover::see_to(&mut self.session.client, states, statement)? {
            Found::Nothing => return Ok(false),
            Found::Cleared(what) => (what, false),
            Found::Completed(what) => (what, true),
        };
        self.listener.say(&format!("  {what}"));
        self.journal.write(Event::Recovered { group: statement.group, what })?;
        Ok(completed)
    }

    /// A statement outside of a transaction.
    fn alone(&mut self, at: usize, statement: &PlannedStatement) -> Result<std::result::Result<(), Break>> {
        if let Err(broken) = self.session.prepare(statement, self.options) {
            return Ok(Err(Break { at, broken, committing: false }));
        }
        let ran = self.statement(at, statement)?;
        // What PostgreSQL runs outside of transactions stands before it can be written down; a run that ends in between is taken
        // up by writing it down.
        Ok(ran.and_then(|()| self.written_down(at, statement)))
    }

    /// Writes a statement outside of a transaction into a migration tool's ledger.
    fn written_down(&mut self, at: usize, statement: &PlannedStatement) -> std::result::Result<(), Break> {
        self.record(statement.group).map_err(|broken| Break { at, broken, committing: false })
    }

    /// Writes a group into a migration tool's ledger.
    fn record(&mut self, group: usize) -> std::result::Result<(), Broken> {
        let session = &mut *self.session;
        let Some(recording) = &mut session.recording else { return Ok(()) };
        let Some(sql) = recording.sql(group) else { return Ok(()) };
        session.client.batch_execute(&sql).map_err(|error| {
            let said = recording.said(&error);
            Broken::Ledger(error, said)
        })
    }

    /// Statements in a transaction.
    fn together(
        &mut self,
        first: usize,
        group: &[PlannedStatement],
    ) -> Result<std::result::Result<(), Break>> {
        let broke = |at, broken, committing| Ok(Err(Break { at, broken, committing }));
        if interrupt::asked() {
            return broke(first, Broken::Lost("interrupted".into()), false);
        }
        if let Err(broken) = self.session.begin(self.options) {
            return broke(first, broken, false);
        }
        let mut limit = Duration::ZERO;
        for (n, statement) in group.iter().enumerate() {
            let wanted = if is_long(statement) {
                self.options.long_statement_timeout
            } else {
                self.options.statement_timeout
            };
            if wanted != limit {
                limit = wanted;
                let sql = format!("SET LOCAL statement_timeout = {}", limit.as_millis());
                if let Err(error) = self.session.client.batch_execute(&sql) {
                    return broke(first + n, Broken::Server(error), false);
                }
            }
            if let Err(broken) = self.statement(first + n, statement)? {
                return Ok(Err(broken));
            }
        }
        if let Some(head) = group.first()
            && let Err(broken) = self.record(head.group)
        {
            return broke(first + group.len().saturating_sub(1), broken, false);
        }
        match self.session.client.batch_execute("COMMIT") {
            Ok(()) => Ok(Ok(())),
            Err(error) => broke(first + group.len().saturating_sub(1), Broken::Server(error), true),
        }
    }

    fn statement(
        &mut self,
        at: usize,
        statement: &PlannedStatement,
    ) -> Result<std::result::Result<(), Break>> {
        if interrupt::asked() {
            let broken = Broken::Lost("interrupted".into());
            return Ok(Err(Break { at, broken, committing: false }));
        }
        self.listener.statement(at, statement);
        let (started, since) = (now(), Instant::now());
        self.session
            .watcher
            .begin(self.session.pid(), format!("statement {} of {}", at + 1, self.file.statements.len()));
        let result = self.session.client.batch_execute(&statement.sql);
        self.session.watcher.end();
        let error = result.as_ref().err();
        self.journal.write(Event::Statement {
            number: at + 1,
            group: statement.group,
            object: statement.object.clone(),
            started,
            seconds: since.elapsed().as_secs_f64(),
            outcome: if error.is_none() { "done" } else { "failed" }.into(),
            sqlstate: error.and_then(|error| error.code()).map(|code| code.code().to_owned()),
            message: error.map(|error| match error.as_db_error() {
                // The detail may have values of rows in it.
                Some(error) => error.message().to_owned(),
                None => server_message(error),
            }),
            blockers: if error.is_some() { self.session.watcher.blockers() } else { Vec::new() },
        })?;
        self.outcome.took.push((at, since.elapsed()));
        Ok(result.map_err(|error| Break { at, broken: Broken::Server(error), committing: false }))
    }
}

/// How long to wait before the next try: twice as long each time, and never the same for two of us.
fn backoff(retries: u32) -> Duration {
    let wait = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(retries)).min(LONGEST_WAIT);
    wait.mul_f64(0.5 + fastrand::f64() / 2.0)
}
