//! The plan file: what `plan -o` writes and `apply` runs, and nothing else.

use schema_diff::{Plan, Strategy};
use schema_model::{Fingerprint, ObjectKind, Schema, Selector};
use serde::{Deserialize, Serialize};
use sql_emit::Script;

use crate::error::{Error, Result};
use crate::keep::{KEPT_SCHEMA, Kept};
use crate::ledger::PlannedLedger;
use crate::numbers::Hazard;
use crate::preflight::{self, Need, Right};
use crate::probe::{Answer, Finding, Probe, Unit};
use crate::resume::States;
use crate::way_back::WayBack;

/// The version of the format that this program writes.
pub const PLAN_FORMAT: u32 = 1;

/// A plan that was made for one database in one state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// The version of this format.
    pub format: u32,
    /// The database that it was made for.
    pub database: DatabaseIdentity,
    /// `repair` or `sync`.
    pub mode: String,
    /// `plain`, `online`, or the classes of statements that go online.
    #[serde(default = "plain", skip_serializing_if = "is_plain")]
    pub strategy: String,
    /// What was expected, in words.
    pub expected: String,
    /// The fingerprint of the schema that it was made for: it runs on no other.
    #[cfg_attr(feature = "json-schema", schemars(with = "String"))]
    pub before: Fingerprint,
    /// The fingerprint of the schema that it leads to.
    #[cfg_attr(feature = "json-schema", schemars(with = "String"))]
    pub after: Fingerprint,
    /// Whether owners count. They don't where the expected schema was loaded from SQL: there the loading role owns all.
    pub owners: bool,
    /// What was selected, if not everything.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub selector: String,
    /// What it destroys, with consent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<PlannedLoss>,
    /// What it makes wait, with sizes at the time of planning; the longest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hazards: Vec<PlannedHazard>,
    /// What the rows were asked, and said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub probes: Vec<PlannedProbe>,
    /// Rights that it needs on what is there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rights: Vec<Need>,
    /// The statements in order.
    pub statements: Vec<PlannedStatement>,
    /// Differences that it leaves, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_alone: Vec<PlannedRemark>,
    /// What it writes into the ledger of a migration tool, if it was written as a migration of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger: Option<PlannedLedger>,
    /// The states that it leads through: by them a run that broke off is taken up again. Plans of older versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub states: Option<States>,
    /// How to get back: what `rollback` does. Plans of older versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way_back: Option<WayBack>,
}

fn plain() -> String {
    Strategy::PLAIN.to_string()
}

fn is_plain(strategy: &str) -> bool {
    strategy == plain()
}

/// Which database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DatabaseIdentity {
    /// `current_database()`
    pub name: String,
    /// `pg_database.oid`: a database of the same name on another server, or made anew, has another.
    pub oid: u32,
    /// `server_version_num`
    pub version_num: u32,
}

/// What a plan was made for, beside the two schemas.
#[derive(Clone, Debug)]
pub struct MadeFor<'a> {
    /// The database.
    pub database: DatabaseIdentity,
    /// `repair` or `sync`.
    pub mode: &'a str,
    /// Which classes of statements go online.
    pub strategy: Strategy,
    /// What was expected, in words.
    pub expected: &'a str,
    /// What was selected.
    pub selector: &'a str,
    /// Whether owners count.
    pub owners: bool,
    /// The first schema with all its owners, whether they count or not: their rights are needed.
    pub owned: &'a Schema,
    /// What it makes wait.
    pub hazards: &'a [Hazard],
    /// What the rows said.
    pub findings: &'a [Finding],
    /// What it keeps aside.
    pub kept: &'a [Kept],
}

/// Something that a plan destroys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedLoss {
    /// The consent class, e.g. `drop-table`.
    pub class: String,
    /// The object.
    pub object: String,
    /// What is lost, in words.
    pub what: String,
}

/// Something that a plan makes wait, be read or be written anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedHazard {
    /// The object that the statement is about.
    pub object: String,
    /// The relation that it works on.
    pub relation: String,
    /// The lock that is held meanwhile.
    pub lock: String,
    /// Every row is written anew; otherwise it is read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rewrites: bool,
    /// About how many rows there are, if anybody has counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Bytes of the relation.
    pub bytes: u64,
    /// Bytes of its indexes.
    pub index_bytes: u64,
    /// How long it takes at the rate that was stated, in seconds.
    pub seconds: f64,
}

impl From<&Hazard> for PlannedHazard {
    fn from(hazard: &Hazard) -> Self {
        Self {
            object: hazard.object.to_string(),
            relation: hazard.relation.to_string(),
            lock: hazard.lock.to_string(),
            rewrites: hazard.rewrites,
            rows: hazard.size.rows,
            bytes: hazard.size.bytes,
            index_bytes: hazard.size.index_bytes,
            seconds: hazard.seconds,
        }
    }
}

/// A question to the rows of a table, and the answer at the time of planning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedProbe {
    /// The object whose rows were asked.
    pub object: String,
    /// What the plan changes: it fails on such rows.
    pub because: String,
    /// What is counted.
    #[serde(default, skip_serializing_if = "is_row")]
    pub unit: Unit,
    /// Which rows were looked for.
    pub what: String,
    /// What lists them.
    pub query: String,
    /// How many there were; nothing if it could not be found out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// At least so many: the others were not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u64>,
    /// Why it could not be found out exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
    /// The plan fails on such rows.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub blocks: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
fn is_row(unit: &Unit) -> bool {
    *unit == Unit::Row
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
fn is_true(value: &bool) -> bool {
    *value
}

impl From<&Finding> for PlannedProbe {
    fn from(finding: &Finding) -> Self {
        let Probe { object, because, unit, what, rows, blocks, .. } = &finding.probe;
        let query = &rows.query;
        let (rows, at_least, unknown) = match &finding.rows {
            Answer::Rows(rows) => (Some(*rows), None, None),
            Answer::AtLeast(rows) => (None, Some(*rows), None),
            Answer::Refused(why) => (None, Some(1), Some(why.clone())),
            Answer::Unknown(why) => (None, None, Some(why.clone())),
        };
        Self {
            object: object.to_string(),
            because: because.to_string(),
            unit: *unit,
            what: what.clone(),
            query: query.clone(),
            rows,
            at_least,
            unknown,
            blocks: *blocks,
        }
    }
}

/// One statement of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedStatement {
    /// The text, without a semicolon.
    pub sql: String,
    /// The object that it is about.
    pub object: String,
    /// The group that it belongs to, from 0: statements of one transaction, or a single one outside of any.
    pub group: usize,
    /// It runs outside of a transaction: PostgreSQL refuses it inside.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outside: bool,
    /// The lock that it takes on relations that others use.
    pub lock: String,
    /// Every row is written anew.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rewrites: bool,
    /// Every row is read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub scans: bool,
}

/// A difference that a plan leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedRemark {
    /// The object.
    pub object: String,
    /// Why.
    pub reason: String,
}

fn fingerprint(schema: &Schema, owners: bool) -> Fingerprint {
    schema.fingerprint_where(|id| owners || id.kind() != ObjectKind::Owner)
}

impl PlanFile {
    /// Puts a plan in the form that is kept.
    pub fn new(made_for: MadeFor<'_>, (from, to): (&Schema, &Schema), plan: &Plan, script: &Script) -> Self {
        let MadeFor { database, mode, strategy, expected, selector, owners, owned, hazards, findings, kept } =
            made_for;
        let mut rights = preflight::needed(plan, owned, to);
        if !kept.is_empty() && !rights.iter().any(|need| need.right == Right::CreateInDatabase) {
            let objects = vec![format!("schema:{KEPT_SCHEMA}")];
            rights.push(Need { right: Right::CreateInDatabase, objects, count: 1 });
        }
        let after = plan.apply(from, to);
        let states = (!script.is_empty()).then(|| States::of(plan, script, from, to));
        let way_back = states.as_ref().map(|states| WayBack::of(plan, states, from, &after, kept));
        Self {
            format: PLAN_FORMAT,
            database,
            mode: mode.to_owned(),
            strategy: strategy.to_string(),
            expected: expected.to_owned(),
            before: fingerprint(from, owners),
            after: fingerprint(&after, owners),
            owners,
            selector: selector.to_owned(),
            losses: plan
                .losses()
                .map(|(action, loss)| PlannedLoss {
                    class: loss.class().into(),
                    object: action.id.to_string(),
                    what: loss.to_string(),
                })
                .collect(),
            hazards: hazards.iter().map(PlannedHazard::from).collect(),
            probes: findings.iter().map(PlannedProbe::from).collect(),
            rights,
            statements: script
                .statements
                .iter()
                .map(|statement| PlannedStatement {
                    sql: statement.sql.clone(),
                    object: statement.id.to_string(),
                    group: statement.group,
                    outside: statement.outside(),
                    lock: statement.cost.lock.to_string(),
                    rewrites: statement.cost.rewrites,
                    scans: statement.cost.scans,
                })
                .collect(),
            left_alone: plan
                .left_alone
                .iter()
                .chain(&plan.refused)
                .map(|remark| PlannedRemark { object: remark.id.to_string(), reason: remark.reason.clone() })
                .collect(),
            states,
            way_back,
            ledger: None,
        }
    }

    /// The fingerprint of a schema, as this plan counts.
    pub fn fingerprint(&self, schema: &Schema) -> Fingerprint {
        fingerprint(schema, self.owners)
    }

    /// What it is about.
    ///
    /// # Errors
    ///
    /// A selector that was not written by this program.
    pub fn selector(&self) -> Result<Selector> {
        self.selector
            .parse()
            .map_err(|e: schema_model::Error| Error::failed("the plan's selector").caused_by(e))
    }

    /// Reads a plan from a file.
    ///
    /// # Errors
    ///
    /// What can't be read, and as [`from_json`](Self::from_json).
    pub fn read(path: &std::path::Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .map_err(|e| Error::failed(format!("{} can't be read", path.display())).caused_by(e))?;
        Self::from_json(&path.display().to_string(), &text)
    }

    /// That this is the database that the plan was made for.
    ///
    /// # Errors
    ///
    /// A refusal, if it is not.
    pub(crate) fn must_be_for(&self, here: &DatabaseIdentity) -> Result<()> {
        if *here == self.database {
            return Ok(());
        }
        Err(Error::refused(format!(
            "the plan was made for another database: {:?} (oid {}, server {}), and this is {:?} (oid {}, server {}): \
             make a plan for this one",
            self.database.name,
            self.database.oid,
            self.database.version_num,
            here.name,
            here.oid,
            here.version_num
        )))
    }

    /// Reads a plan.
    ///
    /// # Errors
    ///
    /// What is no plan, and one of a format that this program does not know.
    pub fn from_json(name: &str, text: &str) -> Result<Self> {
        let value: serde_json::Value = serde_json::from_str(text)
            .map_err(|e| Error::failed(format!("{name} is no JSON")).caused_by(e))?;
        match value.get("format").and_then(serde_json::Value::as_u64) {
            None => return Err(Error::failed(format!("{name} is no plan: the field `format` is missing"))),
            Some(format) if format > u64::from(PLAN_FORMAT) => {
                return Err(Error::failed(format!(
                    "{name} is a plan of format {format}, newer than {PLAN_FORMAT}, the newest this version reads: \
                     use a newer pgmend"
                )));
            }
            Some(_) => {}
        }
        if value.get("statements").is_none() {
            return Err(Error::failed(format!("{name} is no plan: it has no statements")));
        }
        serde_json::from_value(value)
            .map_err(|e| Error::failed(format!("{name} is a broken plan")).caused_by(e))
    }

    /// As indented JSON.
    pub fn to_json(&self) -> String {
        // Plain data: see `Schema::to_json`.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
