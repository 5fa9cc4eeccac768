//! What to say when a group did not get through: what stands, and how to go on.

use postgres::error::SqlState;
use schema_diff::Lock;

use super::Blocker;
use super::session::Broken;
use crate::error::{Error, server_message};
use crate::plan_file::PlannedStatement;

/// A group that did not get through.
pub(super) struct Failure<'a> {
    /// All statements of the plan.
    pub(super) statements: &'a [PlannedStatement],
    /// The place of the statement that failed.
    pub(super) at: usize,
    /// The place of the group's first statement.
    pub(super) first: usize,
    /// Whether statements of this plan stand from before this run.
    pub(super) broken: &'a Broken,
    /// The connection still works, so that the group is known to be rolled back.
    pub(super) alive: bool,
    /// It was the commit that failed.
    pub(super) committing: bool,
    /// Somebody asked for the end.
    pub(super) interrupted: bool,
    pub(super) blockers: &'a [Blocker],
    /// How many times it was tried again.
    pub(super) retries: u32,
    /// How to go on.
    pub(super) again: &'a str,
}

impl Failure<'_> {
    pub(super) fn into_error(self) -> Error {
        let Self { statements, at, first, .. } = self;
        let outside = statements.get(at).is_some_and(|statement| statement.outside);
        let unknown = self.committing && !self.alive;
        let message = format!("{}{}\n  {}", self.what(), self.hints(), self.state(outside, unknown));
        if first == 0 && !outside && !unknown {
            Error::failed(message)
        } else {
            Error::partly_applied(message)
        }
    }

    fn what(&self) -> String {
        let Some(statement) = self.statements.get(self.at) else { return String::new() };
        let name = format!("statement {} of {} ({})", self.at + 1, self.statements.len(), statement.object);
        let said = match self.broken {
            Broken::Server(error) => server_message(error),
            Broken::Ledger(_, said) => said.clone(),
            Broken::Lost(why) => why.clone(),
        };
        match (self.interrupted, self.committing) {
            (false, false) if matches!(self.broken, Broken::Ledger(..)) => {
                format!("what was done up to {name} could not be written down: {said}")
            }
            (true, _) => format!("interrupted at {name}"),
            (false, true) => format!("the commit after {name} failed: {said}"),
            (false, false) => {
                format!("{name} failed: {said}\n  statement: {}", statement.sql.replace('\n', "\n    "))
            }
        }
    }

    fn hints(&self) -> String {
        let Some(error) = self.broken.error() else { return String::new() };
        let mut text = String::new();
        if is_about_locks(error) && !self.interrupted {
            text += "\n  another session held a lock for longer than --lock-timeout";
            if self.retries > 0 {
                text += &format!("; it was tried {} times (--retries, --retry-for)", self.retries + 1);
            }
            for blocker in self.blockers {
                text += &format!("\n  in the way: {blocker}");
            }
        }
        if error.code() == Some(&SqlState::QUERY_CANCELED) && !self.interrupted {
            let long = self.statements.get(self.at).is_some_and(is_long);
            let option = if long { "--long-statement-timeout" } else { "--statement-timeout" };
            text += &format!(
                "\n  it ran for longer than {option} allows, or somebody cancelled it: give it more time (0 is for ever)"
            );
        }
        text
    }

    fn state(&self, outside: bool, unknown: bool) -> String {
        let before = match self.first {
            0 => "nothing was done before it".to_owned(),
            1 => "statement 1 stands".to_owned(),
            first => format!("statements 1 to {first} stand"),
        };
        let again = self.again;
        match (outside, self.alive, self.first) {
            _ if unknown => {
                format!("whether that transaction was committed can't be known from here; {before}: {again}")
            }
            (true, ..) if matches!(self.broken, Broken::Ledger(..)) => {
                format!(
                    "it ran outside of a transaction and stands; only the ledger lacks it. {before}: {again}"
                )
            }
            (true, ..) if self.statements.get(self.at).is_some_and(locks_no_table) => format!(
                "it commits as it goes, and what it did by then stays: batches of rows that have their values. {before}: {again}"
            ),
            (true, ..) => format!(
                "it ran outside of a transaction, and what it did by then may stand: an index that was being built is \
                 there, and invalid. {before}: {again}"
            ),
            (false, true, 0) => "everything was rolled back: the database is as it was".to_owned(),
            (false, true, _) => format!("this transaction was rolled back; {before}: {again}"),
            (false, false, 0) => {
                "the connection is gone, and with it the transaction: the database is as it was".to_owned()
            }
            (false, false, _) => {
                format!("the connection is gone, and with it the transaction; {before}: {again}")
            }
        }
    }
}

/// Whether a statement outside of a transaction is about rows, and not about an index or a partition.
pub(super) fn locks_no_table(statement: &PlannedStatement) -> bool {
    statement.lock == Lock::None.to_string()
}

/// Whether a statement may take as long as its table is: it reads or writes every row, or waits for transactions to end.
pub(super) fn is_long(statement: &PlannedStatement) -> bool {
    statement.scans || statement.rewrites || statement.outside
}

/// Whether the same may go through a little later.
pub(super) fn is_about_locks(error: &postgres::Error) -> bool {
    matches!(error.code(), Some(code) if *code == SqlState::LOCK_NOT_AVAILABLE || *code == SqlState::T_R_DEADLOCK_DETECTED)
}
