//! A dry run: all that can be tried in one transaction, rolled back.

use std::time::Instant;

use postgres::error::SqlState;

use super::failure::Failure;
use super::run::Listener;
use super::session::{Broken, Session};
use super::{ExecuteOptions, Outcome, Untried, interrupt, simple};
use crate::error::Result;
use crate::plan_file::PlannedStatement;

/// Each statement under a savepoint: what stands on one that could not be tried fails for that reason alone, and the rest
/// is tried all the same.
///
/// # Errors
///
/// The first statement that fails for a reason of its own.
pub(crate) fn try_out(
    session: &mut Session,
    statements: &[PlannedStatement],
    done: usize,
    options: &ExecuteOptions,
    listener: &mut dyn Listener,
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let failed = |session: &mut Session, at: usize, broken: &Broken| {
        let blockers = session.watcher.blockers();
        let alive = session.roll_back();
        let interrupted = interrupt::asked();
        let failure = Failure {
            statements,
            at,
            first: 0,
            broken,
            alive,
            committing: false,
            interrupted,
            blockers: &blockers,
            retries: 0,
            again: "",
        };
        failure.into_error()
    };
    if let Err(broken) = session.begin(options) {
        return Err(failed(session, 0, &broken));
    }
    for (at, statement) in statements.iter().enumerate().filter(|(_, statement)| statement.group >= done) {
        if statement.outside {
            outcome.untried.push((at, Untried::Outside));
            continue;
        }
        if interrupt::asked() {
            return Err(failed(session, at, &Broken::Lost("interrupted".into())));
        }
        listener.statement(at, statement);
        simple(&mut session.client, "SAVEPOINT statement")?;
        let started = Instant::now();
        session.watcher.begin(session.pid(), format!("statement {} of {}", at + 1, statements.len()));
        let result = session.client.batch_execute(&statement.sql);
        session.watcher.end();
        if let Err(error) = result {
            if needs_commit(&error, statement, &outcome.untried) {
                simple(&mut session.client, "ROLLBACK TO SAVEPOINT statement")?;
                outcome.untried.push((at, Untried::NeedsCommit));
                continue;
            }
            return Err(failed(session, at, &Broken::Server(error)));
        }
        outcome.took.push((at, started.elapsed()));
        simple(&mut session.client, "RELEASE SAVEPOINT statement")?;
    }
    simple(&mut session.client, "ROLLBACK")?;
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
