//! Asking the rows: each question in a transaction that can only read, with a limit, and of a sample where all takes too long.

use std::time::Duration;

use postgres::Client;
use postgres::error::SqlState;

use super::{Probe, SAMPLE};
use crate::error::{Error, Result, server_message};

/// How many rows are shown as a sample.
const SHOWN: usize = 3;

/// What came of a probe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The question.
    pub probe: Probe,
    /// How many rows there are.
    pub rows: Answer,
    /// The first of them, as text.
    pub examples: Vec<String>,
}

/// The answer to a probe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// So many rows.
    Rows(u64),
    /// At least so many: the others were not looked at.
    AtLeast(u64),
    /// At least one, of which the server says this.
    Refused(String),
    /// It could not be found out, and why.
    Unknown(String),
}

impl Finding {
    /// Whether the plan is known to fail.
    pub fn stands_in_the_way(&self) -> bool {
        match &self.rows {
            Answer::Rows(rows) | Answer::AtLeast(rows) => self.probe.blocks && *rows > 0,
            Answer::Refused(_) => true,
            Answer::Unknown(_) => false,
        }
    }

    /// Whether it is known that nothing is in the way.
    pub fn is_clear(&self) -> bool {
        self.rows == Answer::Rows(0)
    }

    /// What to know, for people: the number, some of the rows, and the query that lists them all.
    pub fn describe(&self) -> String {
        let Probe { object, advice, rows, .. } = &self.probe;
        let mut text = format!("{object}: {}: {advice}", self.number());
        text += &self.examples();
        if !self.is_clear() {
            text += &format!("\n    all of them: {}", rows.query);
        }
        text
    }

    /// The same without what to do about it, and without the object.
    pub(crate) fn facts(&self) -> String {
        let list = if self.is_clear() {
            String::new()
        } else {
            format!("\n    all of them: {}", self.probe.rows.query)
        };
        format!("{}{}{list}", self.number(), self.examples())
    }

    fn number(&self) -> String {
        let Probe { unit, what, .. } = &self.probe;
        let unit = unit.word();
        let count = |number: u64| format!("{number} {unit}{}", if number == 1 { "" } else { "s" });
        match &self.rows {
            Answer::Rows(rows) => format!("{} {what}", count(*rows)),
            Answer::AtLeast(rows) => format!("at least {} {what} (in {SAMPLE} % of the pages)", count(*rows)),
            Answer::Refused(why) => format!("{unit}s {what} ({why})"),
            Answer::Unknown(why) => format!("nobody knows how many {unit}s {what} ({why})"),
        }
    }

    fn examples(&self) -> String {
        match self.examples.is_empty() {
            true => String::new(),
            false => format!("\n    for example {}", self.examples.join(", ")),
        }
    }
}

/// Asks all of them, each in a transaction that can only read. What takes longer than `limit` is asked of a sample; what may
/// not be read is unknown.
///
/// # Errors
///
/// The connection's; what the server says to a single probe is its answer.
pub fn ask(client: &mut Client, probes: Vec<Probe>, limit: Duration) -> Result<Vec<Finding>> {
    let mut findings = Vec::with_capacity(probes.len());
    for probe in probes {
        let (rows, examples) = question(client, &probe, limit)?;
        findings.push(Finding { probe, rows, examples });
    }
    Ok(findings)
}

/// Counts the rows of a query again.
///
/// # Errors
///
/// The connection's.
pub fn ask_again(client: &mut Client, query: &str, limit: Duration) -> Result<Answer> {
    Ok(match count(client, query, limit) {
        Ok((rows, _)) => Answer::Rows(rows),
        Err(error) => Answer::Unknown(reason(&error, limit)?),
    })
}

fn question(client: &mut Client, probe: &Probe, limit: Duration) -> Result<(Answer, Vec<String>)> {
    let timed_out = match count(client, &probe.rows.query, limit) {
        Ok((rows, examples)) => return Ok((Answer::Rows(rows), examples)),
        Err(error)
            if probe.converts && is_about_values(&error) || probe.given && is_not_understood(&error) =>
        {
            return Ok((Answer::Refused(server_message(&error)), Vec::new()));
        }
        Err(error) if error.code() != Some(&SqlState::QUERY_CANCELED) => {
            return Ok((Answer::Unknown(reason(&error, limit)?), Vec::new()));
        }
        Err(error) => reason(&error, limit)?,
    };
    let Some(sample) = &probe.rows.sample else { return Ok((Answer::Unknown(timed_out), Vec::new())) };
    Ok(match count(client, sample, limit) {
        Ok((0, _)) => {
            let none = format!("{timed_out}; none in a sample of {SAMPLE} % of the pages");
            (Answer::Unknown(none), Vec::new())
        }
        Ok((rows, examples)) => (Answer::AtLeast(rows), examples),
        Err(error) => {
            reason(&error, limit)?;
            (Answer::Unknown(timed_out), Vec::new())
        }
    })
}

/// Class 22 of SQLSTATE: a value that a function or a cast does not take.
fn is_about_values(error: &postgres::Error) -> bool {
    error.code().is_some_and(|code| code.code().starts_with("22"))
}

/// Class 42 of SQLSTATE, "syntax error or access rule violation": what the text says, and not who asks.
fn is_not_understood(error: &postgres::Error) -> bool {
    error
        .code()
        .is_some_and(|code| code.code().starts_with("42") && *code != SqlState::INSUFFICIENT_PRIVILEGE)
}

/// How many rows a query lists, and the first of them.
fn count(
    client: &mut Client,
    query: &str,
    limit: Duration,
) -> std::result::Result<(u64, Vec<String>), postgres::Error> {
    let mut transaction = client.build_transaction().read_only(true).start()?;
    let milliseconds = limit.as_millis().clamp(1, 2_000_000_000);
    transaction.batch_execute(&format!(
        "SET LOCAL search_path = ''; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = {milliseconds}"
    ))?;
    let rows: i64 =
        transaction.query_one(&format!("SELECT pg_catalog.count(*) FROM ({query}) AS listed"), &[])?.get(0);
    let examples = match rows {
        0 => Vec::new(),
        _ => transaction
            .query(
                &format!("SELECT pg_catalog.left(listed::text, 100) FROM ({query} LIMIT {SHOWN}) AS listed"),
                &[],
            )?
            .iter()
            .map(|row| row.get::<_, Option<String>>(0).unwrap_or_default())
            .collect(),
    };
    Ok((u64::try_from(rows).unwrap_or_default(), examples))
}

/// Why something could not be found out; the connection's own errors are nobody's answer.
fn reason(error: &postgres::Error, limit: Duration) -> Result<String> {
    match error.code() {
        None => Err(Error::failed(format!("asking the rows: {}", server_message(error)))),
        Some(code) if *code == SqlState::QUERY_CANCELED => {
            Ok(format!("counting took longer than {} s", limit.as_secs()))
        }
        Some(_) => Ok(server_message(error)),
    }
}
