//! Differences as data: what `--format json` of `diff` and `check` prints.

use std::collections::{BTreeMap, BTreeSet};

use schema_diff::{Difference as Nature, Plan, Remark, Verb, compare, rename_candidates};
use schema_model::{Diagnostic, ObjectId, Schema, TableView};
use serde::Serialize;

/// The version of the report's format.
pub const REPORT_FORMAT: u32 = 1;

/// Everything that two schemas differ in.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Differences {
    /// The version of this format.
    pub format: u32,
    /// Whether there is no difference.
    pub in_sync: bool,
    /// What was compared.
    pub from: String,
    /// With what: the schema that is expected.
    pub to: String,
    /// The differences, in canonical order. What is below a missing or extra object is listed too.
    pub differences: Vec<Difference>,
    /// Differences that are no drift: the version of an extension, and the like.
    pub reported: Vec<Left>,
    /// What PostgreSQL can't change in place, with what can be done instead.
    pub refused: Vec<Left>,
    /// What is renamed on request. The differences are those that are left after it.
    pub renames: Vec<Renamed>,
    /// Missing objects that may be extra ones under another name. They count as missing and extra: nothing is renamed on a
    /// guess.
    pub rename_candidates: Vec<Candidate>,
    /// Tables whose common columns stand in another order, if that was asked for. PostgreSQL can't change it, and it does
    /// not count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub column_order: Vec<ColumnOrder>,
    /// Numbers.
    pub summary: Summary,
    /// What could not be compared.
    pub diagnostics: Vec<Diagnostic>,
}

/// One object that differs.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// The object.
    pub id: ObjectId,
    /// Its kind.
    pub kind: &'static str,
    /// How it differs.
    pub difference: DifferenceKind,
    /// The object that it is below and that differs in the same way: with that, this is no news.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<ObjectId>,
    /// The fields that differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldDifference>,
}

/// How an object differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Expected, and not there.
    Missing,
    /// There, and other than expected.
    Different,
    /// There, and not expected.
    Extra,
}

/// One field that differs.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct FieldDifference {
    /// The field, as the model calls it.
    pub field: &'static str,
    /// What is there.
    pub actual: serde_json::Value,
    /// What is expected.
    pub expected: serde_json::Value,
}

/// A difference that no statement removes, and why.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Left {
    /// The object.
    pub id: ObjectId,
    /// Why.
    pub reason: String,
}

impl From<&Remark> for Left {
    fn from(remark: &Remark) -> Self {
        Self { id: remark.id.clone(), reason: remark.reason.clone() }
    }
}

/// Something that is renamed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Renamed {
    /// What it is called.
    pub from: ObjectId,
    /// What it will be called.
    pub to: ObjectId,
}

/// Something that may have been renamed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Candidate {
    /// What `--rename` takes, e.g. `column:public.users.name=full_name`.
    pub rename: String,
    /// What speaks for it.
    pub evidence: String,
    /// Whether that leaves no doubt: two snapshots of one database know the object by one number.
    pub proven: bool,
}

/// A table whose common columns stand in another order.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct ColumnOrder {
    /// The table.
    pub table: ObjectId,
    /// The columns that both sides have, as they stand.
    pub actual: Vec<String>,
    /// The same columns, as they are expected.
    pub expected: Vec<String>,
}

/// How many objects of each kind differ, without those below others that differ in the same way.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Summary {
    /// Missing objects by kind.
    pub missing: BTreeMap<&'static str, usize>,
    /// Different objects by kind.
    pub different: BTreeMap<&'static str, usize>,
    /// Extra objects by kind.
    pub extra: BTreeMap<&'static str, usize>,
}

impl Differences {
    /// Compares what is there with what is expected. `plan` is the whole plan (mode `sync`) between them: it knows what is
    /// no drift.
    pub fn new(
        from: (&str, &Schema),
        to: (&str, &Schema),
        plan: &Plan,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let ((from_name, from), (to_name, to)) = (from, to);
        let renames: Vec<Renamed> = plan
            .actions
            .iter()
            .filter_map(|action| match &action.verb {
                Verb::Rename { from } => Some(Renamed { from: from.clone(), to: action.id.clone() }),
                Verb::Create | Verb::Alter(_) | Verb::Drop => None,
            })
            .collect();
        let from = &*plan.after_renames(from, to);
        let delta = compare(from, to);
        let rename_candidates = rename_candidates(from, to, &delta)
            .into_iter()
            .map(|found| Candidate {
                rename: found.rename.to_string(),
                evidence: found.evidence.to_string(),
                proven: found.evidence.is_proof(),
            })
            .collect();
        let mut differences = Vec::new();
        for id in delta.added {
            differences.push(one(id, DifferenceKind::Missing, to, from));
        }
        for id in delta.removed {
            // An owner that the other side does not say is no difference.
            if !matches!(&id, ObjectId::Owner(target) if to.resolve(target.id()).is_some()) {
                differences.push(one(id, DifferenceKind::Extra, from, to));
            }
        }
        for change in delta.changed {
            let fields: Vec<FieldDifference> = change
                .fields
                .iter()
                .filter(|field| !is_reported(plan, &change.id, field))
                .map(|field| {
                    let value = |schema: &Schema| {
                        schema.object(&change.id).and_then(|o| o.value(field)).unwrap_or_default()
                    };
                    FieldDifference { field, actual: value(from), expected: value(to) }
                })
                .collect();
            if !fields.is_empty() {
                differences.push(Difference {
                    kind: change.id.kind().word(),
                    id: change.id,
                    difference: DifferenceKind::Different,
                    below: None,
                    fields,
                });
            }
        }
        differences.sort_by(|a, b| a.id.cmp(&b.id));
        let mut summary = Summary::default();
        for difference in differences.iter().filter(|d| d.below.is_none()) {
            let counts = match difference.difference {
                DifferenceKind::Missing => &mut summary.missing,
                DifferenceKind::Different => &mut summary.different,
                DifferenceKind::Extra => &mut summary.extra,
            };
            *counts.entry(difference.kind).or_default() += 1;
        }
        Self {
            format: REPORT_FORMAT,
            in_sync: differences.is_empty() && renames.is_empty(),
            from: from_name.to_owned(),
            to: to_name.to_owned(),
            differences,
            reported: plan.reported.iter().map(Left::from).collect(),
            refused: plan.refused.iter().map(Left::from).collect(),
            renames,
            rename_candidates,
            column_order: Vec::new(),
            summary,
            diagnostics,
        }
    }

    /// Adds the tables whose common columns stand in another order.
    pub fn add_column_order(&mut self, from: &Schema, to: &Schema) {
        for table in from.tables() {
            let Some(other) = to.table_view(table.name()) else { continue };
            let names = |one: &TableView<'_>, both: &TableView<'_>| -> Vec<String> {
                let common: BTreeSet<&str> = both.columns_by_name().map(|(name, _)| name.as_str()).collect();
                one.columns()
                    .map(|(name, _)| name.to_string())
                    .filter(|name| common.contains(name.as_str()))
                    .collect()
            };
            let (actual, expected) = (names(&table, &other), names(&other, &table));
            if actual != expected {
                self.column_order.push(ColumnOrder {
                    table: ObjectId::Table(table.name().clone()),
                    actual,
                    expected,
                });
            }
        }
    }

    /// As indented JSON.
    pub fn to_json(&self) -> String {
        // Plain data: see `Schema::to_json`.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

fn is_reported(plan: &Plan, id: &ObjectId, field: &str) -> bool {
    plan.reported.iter().any(|remark| {
        remark.id == *id && matches!(&remark.what, Nature::Changed(fields) if fields.contains(&field))
    })
}

/// A missing or extra object: `here` has it, `there` does not.
fn one(id: ObjectId, difference: DifferenceKind, here: &Schema, there: &Schema) -> Difference {
    let below = here.parent(&id).filter(|parent| there.resolve(parent).is_none()).cloned();
    Difference { kind: id.kind().word(), id, difference, below, fields: Vec::new() }
}

/// `1 table`, `2 tables`.
pub(crate) fn counted(count: usize, kind: &str) -> String {
    format!("{count} {}", plural(kind, count))
}

/// The plural of a kind's word, for people.
pub(super) fn plural(kind: &str, count: usize) -> String {
    let word = kind.replace('_', " ");
    if count == 1 {
        return word;
    }
    match word.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if word.ends_with("ics") => word,
        None if word.ends_with(['s', 'x']) => format!("{word}es"),
        None => format!("{word}s"),
    }
}
