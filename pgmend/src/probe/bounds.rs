//! Rows that are, or would be, in the wrong partition.

use schema_diff::partition_bound;
use schema_model::{ObjectId, QualifiedName, Table};
use sql_emit::bound_condition;

use super::names::Before;
use super::values::key;
use super::{Probe, Unit};

/// What `ATTACH PARTITION` would refuse: rows of the table that belong elsewhere, and rows of the default partition that belong
/// into the one that comes.
pub(super) fn attached(before: &Before<'_>, id: &QualifiedName) -> Vec<Probe> {
    let Some((column, bound)) = partition_bound(before.to, id) else { return Vec::new() };
    let Some(of) = before.to.get::<Table>(id).and_then(|table| table.partition_of.as_ref()) else {
        return Vec::new();
    };
    let probe = |table: &QualifiedName, condition: String, what: String, advice: &str| {
        // A row says nothing yet of a column that comes by the same plan.
        before.column(&table.member(&column))?;
        Some(Probe {
            object: ObjectId::Table(before.table(table)?),
            because: ObjectId::Table(id.clone()),
            unit: Unit::Row,
            what,
            advice: advice.to_owned(),
            rows: before.rows(table, &key(before.to, table), &condition)?,
            blocks: true,
            converts: false,
            given: false,
        })
    };
    let own = probe(
        id,
        format!("({}) IS NOT TRUE", bound_condition(&column, &bound, false)),
        format!("whose place is not this partition ({})", of.bound),
        "move these rows to where they belong first",
    );
    let theirs = before.defaults.get(&of.parent).and_then(|default| {
        probe(
            default,
            bound_condition(&column, &bound, false),
            format!("whose place will be {id} ({})", of.bound),
            "move these rows out of the default partition first: detach it, attach the new partition, and put them in again",
        )
    });
    own.into_iter().chain(theirs).collect()
}
