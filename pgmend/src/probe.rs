//! Probes: what only the rows can tell of whether a plan will go through. They read, and change nothing.

use std::time::Duration;

use postgres::Client;
use postgres::error::SqlState;
use schema_diff::{LabelsAtStake, Plan};
use schema_model::{ObjectId, Schema};
use sql_emit::{identifier, literal};

use crate::error::{Error, Result, server_message};

/// How long one probe may take, unless somebody says otherwise.
pub const DEFAULT_LIMIT: Duration = Duration::from_secs(60);

/// One question to the rows of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The object whose rows are in question, as it is called before the plan.
    pub object: ObjectId,
    /// What the plan changes, as its action calls it: that fails on the rows that are counted.
    pub because: ObjectId,
    /// What is looked for, in words that follow a number of rows.
    pub what: String,
    /// What to do about it.
    pub advice: String,
    /// Counts the rows.
    pub query: String,
}

/// What came of a probe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The question.
    pub probe: Probe,
    /// How many rows there are.
    pub rows: Answer,
}

/// The answer to a probe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// So many rows.
    Rows(u64),
    /// It could not be found out, and why.
    Unknown(String),
}

impl Finding {
    /// Whether the plan is known to fail.
    pub fn stands_in_the_way(&self) -> bool {
        matches!(self.rows, Answer::Rows(rows) if rows > 0)
    }

    /// Whether it is known that nothing is in the way.
    pub fn is_clear(&self) -> bool {
        self.rows == Answer::Rows(0)
    }

    /// One line for people.
    pub fn describe(&self) -> String {
        let Probe { object, what, advice, .. } = &self.probe;
        match &self.rows {
            Answer::Rows(1) => format!("{object}: 1 row {what}: {advice}"),
            Answer::Rows(rows) => format!("{object}: {rows} rows {what}: {advice}"),
            Answer::Unknown(why) => format!("{object}: nobody knows how many rows {what} ({why}): {advice}"),
        }
    }
}

/// The questions that a plan asks.
pub fn probes(plan: &Plan, from: &Schema, to: &Schema) -> Vec<Probe> {
    plan.labels_at_stake(from, to).iter().flat_map(labels).collect()
}

/// Labels that go: one question for each, so that the answer says which.
fn labels(at_stake: &LabelsAtStake) -> impl Iterator<Item = Probe> + '_ {
    let LabelsAtStake { column, type_name, renamed_to, labels, array } = at_stake;
    let table = format!("{}.{}", identifier(&column.schema), identifier(&column.parent));
    let name = identifier(&column.name);
    labels.iter().map(move |label| {
        let value = literal(label);
        let has = match array {
            true => format!("{value} OPERATOR(pg_catalog.=) ANY ({name}::pg_catalog.text[])"),
            false => format!("{name}::pg_catalog.text OPERATOR(pg_catalog.=) {value}"),
        };
        let said = type_name.member(label);
        Probe {
            object: ObjectId::Column(column.clone()),
            because: ObjectId::Enum(renamed_to.clone()),
            what: format!("with the label {value} of {type_name}, which goes"),
            advice: format!(
                "say which label takes its place (--map-label {said}=LABEL), or change these rows first"
            ),
            query: format!("SELECT pg_catalog.count(*) FROM {table} WHERE {has}"),
        }
    })
}

/// Asks all of them, each in a transaction that can only read. What takes longer than `limit`, or may not be read, is
/// unknown.
///
/// # Errors
///
/// The connection's; what the server says to a single probe is its answer.
pub fn ask(client: &mut Client, probes: Vec<Probe>, limit: Duration) -> Result<Vec<Finding>> {
    let mut findings = Vec::with_capacity(probes.len());
    for probe in probes {
        let mut count = || -> std::result::Result<i64, postgres::Error> {
            let mut transaction = client.build_transaction().read_only(true).start()?;
            let milliseconds = limit.as_millis().clamp(1, 2_000_000_000);
            transaction.batch_execute(&format!(
                "SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = {milliseconds}"
            ))?;
            Ok(transaction.query_one(&probe.query, &[])?.get(0))
        };
        let rows = match count() {
            Ok(rows) => Answer::Rows(u64::try_from(rows).unwrap_or_default()),
            Err(error) => match error.code() {
                None => return Err(Error::failed(format!("{}: {}", probe.object, server_message(&error)))),
                Some(code) if *code == SqlState::QUERY_CANCELED => {
                    Answer::Unknown(format!("counting took longer than {} s", limit.as_secs()))
                }
                Some(_) => Answer::Unknown(server_message(&error)),
            },
        };
        findings.push(Finding { probe, rows });
    }
    Ok(findings)
}
