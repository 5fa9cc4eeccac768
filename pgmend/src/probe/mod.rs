//! Probes: what only the rows can tell of whether a plan will go through. They read, and change nothing.

mod ask;
mod bounds;
mod exclusion;
mod keys;
mod labels;
mod names;
mod types;
mod values;

pub use ask::{Answer, Finding, ask, ask_again};

use std::time::Duration;

use schema_diff::{
    Action, Alter, ColumnAlter, ConstraintAlter, DomainAlter, DomainConstraintAlter, IndexAlter, Plan,
    TableAlter, Verb,
};
use schema_model::{ObjectId, QualifiedName, Schema};
use serde::{Deserialize, Serialize};
use sql_emit::identifier;

use names::Before;

/// How long one probe may take, unless somebody says otherwise.
pub const DEFAULT_LIMIT: Duration = Duration::from_secs(60);

/// How much of a table is looked at when all of it takes too long, in percent of its pages.
const SAMPLE: f64 = 1.0;

/// One question to the rows of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The object whose rows are in question, as it is called before the plan.
    pub object: ObjectId,
    /// What the plan changes, as its action calls it: that fails on the rows that are counted.
    pub because: ObjectId,
    /// What is counted: rows, or values of which several rows have each.
    pub unit: Unit,
    /// What is looked for, in words that follow a number of rows or values.
    pub what: String,
    /// What to do about it.
    pub advice: String,
    /// Which rows.
    pub rows: Rows,
    /// The plan fails on such rows. Otherwise they are worth knowing of: values that change.
    pub blocks: bool,
    /// Asking converts the values as the plan will: what the server refuses, it will refuse then.
    pub converts: bool,
    /// The condition holds an expression that somebody gave: one that the server does not understand is refused.
    pub given: bool,
}

/// What a probe counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Rows of a table.
    #[default]
    Row,
    /// Values, or several of a row together.
    Value,
}

impl Unit {
    /// `row`, `value`
    pub fn word(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Value => "value",
        }
    }
}

/// Rows that are looked for: a query that lists them, whole and of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// Lists them, all of them.
    pub query: String,
    /// Lists those of a sample of the table's pages, where that says something.
    pub sample: Option<String>,
}

impl Rows {
    /// The rows of a table, with everything below it, for which a condition holds.
    pub(crate) fn of(table: &QualifiedName, columns: &str, condition: &str) -> Self {
        let table = qualified(table);
        let select = |from: &str| format!("SELECT {columns} FROM {from} WHERE {condition}");
        Self { query: select(&table), sample: Some(select(&sampled(&table))) }
    }
}

/// A table as SQL calls it.
pub(crate) fn qualified(name: &QualifiedName) -> String {
    format!("{}.{}", identifier(&name.schema), identifier(&name.name))
}

/// Some of the pages of a table.
fn sampled(table: &str) -> String {
    format!("{table} TABLESAMPLE SYSTEM ({SAMPLE})")
}

/// The questions that a plan asks.
pub fn probes(plan: &Plan, from: &Schema, to: &Schema) -> Vec<Probe> {
    let before = Before::of(plan, from, to);
    let mut all: Vec<Probe> = plan.labels_at_stake(from, to).iter().flat_map(labels::questions).collect();
    for action in plan.actions.iter().flat_map(Action::flatten) {
        all.extend(questions(&before, action));
    }
    all.dedup();
    all
}

/// What an action asks of the rows that are there.
fn questions(before: &Before<'_>, action: &Action) -> Vec<Probe> {
    match (&action.id, &action.verb) {
        (ObjectId::Column(id), Verb::Create) => values::new_column(before, id),
        (ObjectId::Column(id), Verb::Alter(Alter::Column(alter))) => match alter {
            ColumnAlter::SetNotNull | ColumnAlter::ValidateNotNull => {
                values::not_null(before, id, &action.id)
            }
            ColumnAlter::SetType => types::conversion(before, id),
            _ => Vec::new(),
        },
        (ObjectId::Constraint(id), Verb::Create)
        | (ObjectId::Constraint(id), Verb::Alter(Alter::Constraint(ConstraintAlter::Validate))) => {
            keys::constraint(before, id)
        }
        (ObjectId::Table(id), Verb::Alter(Alter::Table(TableAlter::AddCheck(_)))) => {
            keys::from_above(before, id, &action.effects)
        }
        (ObjectId::Table(id), Verb::Alter(Alter::Table(TableAlter::Attach))) => bounds::attached(before, id),
        (ObjectId::Index(id), Verb::Create)
        | (ObjectId::Index(id), Verb::Alter(Alter::Index(IndexAlter::Build(_)))) => keys::index(before, id),
        (ObjectId::DomainConstraint(id), Verb::Create)
        | (
            ObjectId::DomainConstraint(id),
            Verb::Alter(Alter::DomainConstraint(DomainConstraintAlter::Validate)),
        ) => values::domain_constraint(before, id),
        (ObjectId::Domain(id), Verb::Alter(Alter::Domain(DomainAlter::NotNull))) => {
            values::domain_not_null(before, id)
        }
        _ => Vec::new(),
    }
}
