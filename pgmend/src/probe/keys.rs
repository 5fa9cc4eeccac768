//! Rows that a coming key, unique index, check or foreign key would refuse.

use schema_diff::Effect;
use schema_model::{
    Constraint, ConstraintDefinition, ForeignKey, ForeignKeyMatch, Index, IndexKey, KeyConstraint,
    MemberName, Name, ObjectId, QualifiedName,
};
use sql_emit::identifier;

use super::exclusion;
use super::names::Before;
use super::values::{self, key};
use super::{Probe, Rows, Unit, qualified, sampled};

pub(super) fn constraint(before: &Before<'_>, id: &MemberName) -> Vec<Probe> {
    let Some(constraint) = before.to.get::<Constraint>(id) else { return Vec::new() };
    if constraint.not_valid || constraint.not_enforced {
        return Vec::new();
    }
    let because = ObjectId::Constraint(id.clone());
    match &constraint.definition {
        ConstraintDefinition::PrimaryKey(key) => {
            let columns = key.columns.iter().map(|name| id.parent().member(name));
            let mut all: Vec<Probe> =
                columns.flat_map(|column| values::not_null(before, &column, &because)).collect();
            all.extend(unique(before, &id.parent(), key, because));
            all
        }
        ConstraintDefinition::Unique(key) => unique(before, &id.parent(), key, because).into_iter().collect(),
        ConstraintDefinition::ForeignKey(key) => {
            orphans(before, &id.parent(), key, because).into_iter().collect()
        }
        ConstraintDefinition::Check(expression) => {
            check(before, &id.parent(), expression, because).into_iter().collect()
        }
        ConstraintDefinition::Exclusion(text) => {
            exclusion::exclusion(before, id, text, because).into_iter().collect()
        }
    }
}

/// Rows that a check of a coming parent refuses: the table gets it beforehand.
pub(super) fn from_above(before: &Before<'_>, table: &QualifiedName, effects: &[Effect]) -> Vec<Probe> {
    // A row says nothing yet of a column that comes by the same plan.
    let view = before.to.table_view(table);
    let known = view.is_some_and(|view| {
        view.columns_by_name().all(|(name, _)| before.column(&table.member(name)).is_some())
    });
    let above = effects.iter().filter_map(|effect| match effect {
        Effect::Copies { of: ObjectId::Constraint(above), .. } if known => Some(above),
        _ => None,
    });
    above
        .filter_map(|above| {
            let constraint = before.to.get::<Constraint>(above)?;
            match &constraint.definition {
                ConstraintDefinition::Check(expression)
                    if !constraint.not_valid && !constraint.not_enforced =>
                {
                    check(before, table, expression, ObjectId::Constraint(above.clone()))
                }
                _ => None,
            }
        })
        .collect()
}

/// Rows of a table for which a check is false. NULL passes.
fn check(before: &Before<'_>, new: &QualifiedName, expression: &str, because: ObjectId) -> Option<Probe> {
    let table = before.table(new)?;
    // Of a column that comes by the same plan, no row says anything yet; what a changed function says is not known.
    if !before.means_the_same(&because) {
        return None;
    }
    let shown = key(before.to, new);
    Some(Probe {
        object: ObjectId::Table(table),
        unit: Unit::Row,
        what: format!("that the check {} refuses", because.own_name()),
        because,
        advice: "change these rows first, or have the check NOT VALID in the expected schema".into(),
        rows: before.rows(new, &shown, &format!("NOT ({expression})"))?,
        blocks: true,
        converts: false,
        given: false,
    })
}

/// Values that are there more than once.
fn twice(table: &QualifiedName, columns: &[String], nulls_are_equal: bool, predicate: Option<&str>) -> Rows {
    let list = columns.join(", ");
    let mut conditions: Vec<String> =
        predicate.map(|predicate| format!("({predicate})")).into_iter().collect();
    if !nulls_are_equal {
        conditions.extend(columns.iter().map(|column| format!("{column} IS NOT NULL")));
    }
    let condition =
        if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) };
    let select = |from: &str| {
        format!("SELECT {list} FROM {from}{condition} GROUP BY {list} HAVING pg_catalog.count(*) > 1")
    };
    let table = qualified(table);
    Rows { query: select(&table), sample: Some(select(&sampled(&table))) }
}

fn unique(
    before: &Before<'_>,
    table: &QualifiedName,
    key: &KeyConstraint,
    because: ObjectId,
) -> Option<Probe> {
    let columns = before.columns(table, &key.columns)?;
    let now = before.table(table)?;
    if key.without_overlaps {
        return None;
    }
    Some(Probe {
        object: ObjectId::Table(now.clone()),
        because,
        unit: Unit::Value,
        what: format!("of {} that several rows have, which a key refuses", columns.join(", ")),
        advice: "decide which of them stays, first".into(),
        rows: twice(&now, &columns, key.nulls_not_distinct, None),
        blocks: true,
        converts: false,
        given: false,
    })
}

pub(super) fn index(before: &Before<'_>, id: &MemberName) -> Vec<Probe> {
    let Some(index) = before.to.get::<Index>(id).filter(|index| index.unique) else { return Vec::new() };
    let Some(now) = before.table(&id.parent()) else { return Vec::new() };
    let because = ObjectId::Index(id.clone());
    let mut names: Vec<Name> = Vec::new();
    before.to.edges_of(&because, |on, _| {
        if let ObjectId::Column(column) = on {
            names.push(column.name.clone());
        }
    });
    // A text calls columns by their new names: with others now, or with columns to come, it can't be asked.
    let known = before.columns(&id.parent(), &names);
    let same = names.iter().map(|name| identifier(name).to_string()).collect::<Vec<_>>();
    let texts = index.predicate.is_some()
        || index.columns.iter().any(|column| matches!(column.key, IndexKey::Expression(_)));
    let Some(known) = known else { return Vec::new() };
    if texts && (known != same || !before.means_the_same(&because)) {
        return Vec::new();
    }
    let columns: Option<Vec<String>> = index
        .columns
        .iter()
        .map(|column| match &column.key {
            IndexKey::Column(name) => {
                Some(identifier(&before.column(&id.parent().member(name))?.name).to_string())
            }
            IndexKey::Expression(text) => Some(format!("({text})")),
        })
        .collect();
    let Some(columns) = columns else { return Vec::new() };
    vec![Probe {
        object: ObjectId::Table(now.clone()),
        because,
        unit: Unit::Value,
        what: format!("of {} that several rows have, which the unique index refuses", columns.join(", ")),
        advice: "decide which of them stays, first".into(),
        rows: twice(&now, &columns, index.nulls_not_distinct, index.predicate.as_deref()),
        blocks: true,
        converts: false,
        given: false,
    }]
}

/// Rows that refer to nothing.
fn orphans(before: &Before<'_>, table: &QualifiedName, key: &ForeignKey, because: ObjectId) -> Option<Probe> {
    if key.period {
        return None;
    }
    let (child, parent) = (before.table(table)?, before.table(&key.references));
    let columns = before.columns(table, &key.columns)?;
    let given: Vec<String> = columns.iter().map(|column| format!("child.{column}")).collect();
    let partly = |word: &str, and: &str| {
        let all: Vec<String> = given.iter().map(|column| format!("{column} IS {word}")).collect();
        all.join(and)
    };
    let refers = partly("NOT NULL", " AND ");
    // What is referred to comes by the same plan, and is empty: whatever refers to it is an orphan.
    let missing = match parent.zip(before.columns(&key.references, &key.referenced_columns)) {
        None => refers,
        Some((parent, referenced)) => {
            let pairs: Vec<String> =
                given.iter().zip(&referenced).map(|(own, other)| format!("parent.{other} = {own}")).collect();
            format!(
                "{refers} AND NOT EXISTS (SELECT FROM {} AS parent WHERE {})",
                qualified(&parent),
                pairs.join(" AND ")
            )
        }
    };
    let condition = match key.match_type {
        ForeignKeyMatch::Simple => missing,
        ForeignKeyMatch::Full => {
            format!("({missing}) OR (({}) AND ({}))", partly("NULL", " OR "), partly("NOT NULL", " OR "))
        }
    };
    let select = |from: &str| format!("SELECT {} FROM {from} WHERE {condition}", given.join(", "));
    let (from, sample) = (
        format!("{} AS child", qualified(&child)),
        format!("{} AS child TABLESAMPLE SYSTEM ({})", qualified(&child), super::SAMPLE),
    );
    Some(Probe {
        object: ObjectId::Table(child),
        because,
        unit: Unit::Row,
        what: format!("without the row of {} that it refers to", key.references),
        advice: "mend or remove these rows first, or have the foreign key NOT VALID in the expected schema"
            .into(),
        rows: Rows { query: select(&from), sample: Some(select(&sample)) },
        blocks: true,
        converts: false,
        given: false,
    })
}
