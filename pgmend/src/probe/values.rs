//! Values that a coming NOT NULL or check would refuse.

use schema_model::{
    Column, ColumnDefault, Domain, DomainConstraint, MemberName, ObjectId, QualifiedName, Schema,
};
use sql_emit::identifier;

use super::names::Before;
use super::{Probe, Rows, Unit, qualified, sampled};

/// Rows that have NULL where that is not allowed any more.
pub(super) fn not_null(before: &Before<'_>, id: &MemberName, because: &ObjectId) -> Vec<Probe> {
    let Some(column) = before.column(id) else { return Vec::new() };
    if let Some(value) = before.fill(id) {
        return filled(before, id, value, because);
    }
    let name = identifier(&column.name);
    vec![Probe {
        object: ObjectId::Column(column.clone()),
        because: because.clone(),
        unit: Unit::Row,
        what: "with NULL, which NOT NULL refuses".into(),
        advice: "give them a value first".into(),
        rows: Rows::of(&column.parent(), &key(before.from, &column.parent()), &format!("{name} IS NULL")),
        blocks: true,
        converts: false,
        given: false,
    }]
}

/// A new column that wants a value, and has none to begin with.
pub(super) fn new_column(before: &Before<'_>, id: &MemberName) -> Vec<Probe> {
    let Some(new) = before.to.get::<Column>(id) else { return Vec::new() };
    let computed = new.identity.is_some() || new.generated.is_some();
    if new.not_null.is_none() || computed || has_default(before.to, id) {
        return Vec::new();
    }
    if let Some(value) = before.fill(id) {
        return filled(before, id, value, &ObjectId::Column(id.clone()));
    }
    let Some(table) = before.table(&id.parent()) else { return Vec::new() };
    vec![Probe {
        object: ObjectId::Table(table.clone()),
        because: ObjectId::Column(id.clone()),
        unit: Unit::Row,
        what: format!("for which nobody knows a value of the new column {}, which is NOT NULL", id.name),
        advice: format!(
            "say it with --fill {id}=EXPRESSION, or give the column a default in the expected schema"
        ),
        rows: Rows::of(&table, &key(before.from, &table), "true"),
        blocks: true,
        converts: false,
        given: false,
    }]
}

/// Rows for which the value that somebody gave for a column is none either.
fn filled(before: &Before<'_>, id: &MemberName, value: &str, because: &ObjectId) -> Vec<Probe> {
    let table = id.parent();
    let Some(now) = before.table(&table).filter(|_| before.is_computable(&table, value)) else {
        return Vec::new();
    };
    let old = before.column(id).map(|_| format!("{} IS NULL AND ", identifier(&id.name))).unwrap_or_default();
    let condition = format!("{old}({value}) IS NULL");
    let Some(rows) = before.rows(&table, &key(before.from, &now), &condition) else { return Vec::new() };
    vec![Probe {
        object: ObjectId::Table(now),
        because: because.clone(),
        unit: Unit::Row,
        what: format!("for which --fill gives NULL to {}, which is NOT NULL", id.name),
        advice: "give another expression, as with coalesce(…)".into(),
        rows,
        blocks: true,
        converts: true,
        given: true,
    }]
}

/// Whether a column gets something else than NULL by itself: by its default, or that of its domain.
fn has_default(schema: &Schema, column: &MemberName) -> bool {
    let mut found = schema.get::<ColumnDefault>(column).is_some();
    let mut queue = vec![ObjectId::Column(column.clone())];
    // PostgreSQL allows no circle of domains; in a model made by hand that has one, the walk ends all the same.
    for _ in 0..schema.len() {
        let Some(id) = queue.pop().filter(|_| !found) else { break };
        schema.edges_of(&id, |on, _| {
            if let ObjectId::Domain(name) = on {
                found |= schema.get::<Domain>(name).is_some_and(|domain| domain.default.is_some());
                queue.push(on.clone());
            }
        });
    }
    found
}

/// The columns that tell rows apart for people: the primary key, or `ctid`.
pub(super) fn key(schema: &Schema, table: &QualifiedName) -> String {
    let key = schema.table_view(table).and_then(|view| {
        view.constraints().find_map(|(_, constraint)| match &constraint.definition {
            schema_model::ConstraintDefinition::PrimaryKey(key) => Some(
                key.columns.iter().map(|name| identifier(name).to_string()).collect::<Vec<_>>().join(", "),
            ),
            schema_model::ConstraintDefinition::Unique(_)
            | schema_model::ConstraintDefinition::ForeignKey(_)
            | schema_model::ConstraintDefinition::Check(_)
            | schema_model::ConstraintDefinition::Exclusion(_) => None,
        })
    });
    key.unwrap_or_else(|| "ctid".into())
}

/// Columns of tables that have a domain, also by way of others.
fn columns_of(schema: &Schema, domain: &QualifiedName) -> Vec<MemberName> {
    let mut domains = vec![ObjectId::Domain(domain.clone())];
    let mut at = 0;
    let mut columns = Vec::new();
    while let Some(id) = domains.get(at).cloned() {
        for dependency in schema.dependencies().filter(|d| d.to == id) {
            match &dependency.from {
                ObjectId::Column(name) if schema.table_view(&name.parent()).is_some() => {
                    columns.push(name.clone())
                }
                other @ ObjectId::Domain(_) if !domains.contains(other) => domains.push(other.clone()),
                _ => {}
            }
        }
        at += 1;
    }
    columns.sort();
    columns.dedup();
    columns
}

/// The values of a domain that a condition on them refuses, column by column.
fn of_domain(
    before: &Before<'_>,
    domain: &QualifiedName,
    because: &ObjectId,
    what: &str,
    refused: &str,
) -> Vec<Probe> {
    // A column computed from others has been computed already; an array of the domain is not looked into.
    let scalar = |column: &MemberName| {
        before.from.get::<Column>(column).is_some_and(|found| !found.type_name.ends_with("[]"))
    };
    let columns = columns_of(before.from, domain).into_iter().filter(scalar);
    columns
        .map(|column| {
            let (table, name) = (qualified(&column.parent()), identifier(&column.name));
            let select = |from: &str| {
                format!("SELECT value FROM (SELECT {name} AS value FROM {from}) AS of_domain WHERE {refused}")
            };
            Probe {
                object: ObjectId::Column(column.clone()),
                because: because.clone(),
                unit: Unit::Row,
                what: what.to_owned(),
                advice: "change these values first".into(),
                rows: Rows { query: select(&table), sample: Some(select(&sampled(&table))) },
                blocks: true,
                converts: false,
                given: false,
            }
        })
        .collect()
}

pub(super) fn domain_not_null(before: &Before<'_>, id: &QualifiedName) -> Vec<Probe> {
    if before.to.get::<Domain>(id).is_none_or(|domain| domain.not_null.is_none()) {
        return Vec::new();
    }
    let because = ObjectId::Domain(id.clone());
    of_domain(before, id, &because, "with NULL, which the domain refuses", "value IS NULL")
}

pub(super) fn domain_constraint(before: &Before<'_>, id: &MemberName) -> Vec<Probe> {
    let Some(constraint) = before.to.get::<DomainConstraint>(id).filter(|it| it.validated) else {
        return Vec::new();
    };
    let because = ObjectId::DomainConstraint(id.clone());
    if !before.means_the_same(&because) {
        return Vec::new();
    }
    // VALUE is an ordinary name to the server: here it is that of a column.
    let refused = format!("NOT ({})", constraint.expression);
    of_domain(before, &id.parent(), &because, &format!("that the check {} refuses", id.name), &refused)
}
