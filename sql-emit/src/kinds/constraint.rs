//! Constraints.

use std::collections::BTreeMap;

use schema_diff::{ConstraintAlter, Way};
use schema_model::{
    Constraint, ConstraintDefinition, ForeignKey, ForeignKeyAction, ForeignKeyMatch, Index, IndexColumn,
    IndexKey, KeyConstraint, MemberName, Name, Table,
};

use super::index::{self, How};

use crate::guard::{self, Guard};
use crate::quote::{identifier, identifiers, option_changes, options, parent, qualified};
use crate::words::{Scope, Words};

fn key(word: &str, key: &KeyConstraint) -> String {
    let nulls = if key.nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
    let overlaps = if key.without_overlaps { " WITHOUT OVERLAPS" } else { "" };
    let mut sql = format!("{word}{nulls} ({}{overlaps})", identifiers(&key.columns));
    if !key.include.is_empty() {
        sql += &format!(" INCLUDE ({})", identifiers(&key.include));
    }
    if !key.options.is_empty() {
        sql += &format!(" WITH ({})", options(&key.options));
    }
    if let Some(tablespace) = &key.tablespace {
        sql += &format!(" USING INDEX TABLESPACE {}", identifier(tablespace));
    }
    sql
}

fn action(action: ForeignKeyAction) -> &'static str {
    match action {
        ForeignKeyAction::NoAction => "NO ACTION",
        ForeignKeyAction::Restrict => "RESTRICT",
        ForeignKeyAction::Cascade => "CASCADE",
        ForeignKeyAction::SetNull => "SET NULL",
        ForeignKeyAction::SetDefault => "SET DEFAULT",
    }
}

/// Column names, the last one a period.
fn key_columns(columns: &[Name], period: bool) -> String {
    match columns.split_last() {
        Some((last, [])) if period => format!("PERIOD {}", identifier(last)),
        Some((last, rest)) if period => format!("{}, PERIOD {}", identifiers(rest), identifier(last)),
        _ => identifiers(columns),
    }
}

fn foreign_key(key: &ForeignKey) -> String {
    let mut sql = format!(
        "FOREIGN KEY ({}) REFERENCES {} ({})",
        key_columns(&key.columns, key.period),
        qualified(&key.references),
        key_columns(&key.referenced_columns, key.period)
    );
    if key.match_type == ForeignKeyMatch::Full {
        sql += " MATCH FULL";
    }
    if key.on_update != ForeignKeyAction::NoAction {
        sql += &format!(" ON UPDATE {}", action(key.on_update));
    }
    if key.on_delete != ForeignKeyAction::NoAction {
        sql += &format!(" ON DELETE {}", action(key.on_delete));
        if !key.on_delete_columns.is_empty() {
            sql += &format!(" ({})", identifiers(&key.on_delete_columns));
        }
    }
    sql
}

fn deferral(constraint: &Constraint) -> &'static str {
    match (constraint.deferrable, constraint.initially_deferred) {
        (true, true) => " DEFERRABLE INITIALLY DEFERRED",
        (true, false) => " DEFERRABLE",
        (false, true) => " INITIALLY DEFERRED",
        (false, false) => "",
    }
}

/// `CONSTRAINT name …` as in CREATE TABLE and ADD.
pub(super) fn clause(name: &Name, constraint: &Constraint) -> String {
    let definition = match &constraint.definition {
        ConstraintDefinition::PrimaryKey(it) => key("PRIMARY KEY", it),
        ConstraintDefinition::Unique(it) => key("UNIQUE", it),
        ConstraintDefinition::ForeignKey(it) => foreign_key(it),
        ConstraintDefinition::Check(expression) => format!("CHECK ({expression})"),
        ConstraintDefinition::Exclusion(definition) => definition.to_string(),
    };
    let mut sql = format!("CONSTRAINT {} {definition}", identifier(name));
    if constraint.no_inherit {
        sql += " NO INHERIT";
    }
    sql += deferral(constraint);
    if constraint.not_enforced {
        sql += " NOT ENFORCED";
    } else if constraint.not_valid {
        sql += " NOT VALID";
    }
    sql
}

/// `CONSTRAINT name UNIQUE USING INDEX …`: the index takes the constraint's name.
fn using_index(name: &Name, constraint: &Constraint, index: &Name) -> String {
    let word = match &constraint.definition {
        ConstraintDefinition::PrimaryKey(_) => "PRIMARY KEY",
        ConstraintDefinition::Unique(_)
        | ConstraintDefinition::ForeignKey(_)
        | ConstraintDefinition::Check(_)
        | ConstraintDefinition::Exclusion(_) => "UNIQUE",
    };
    format!(
        "CONSTRAINT {} {word} USING INDEX {}{}",
        identifier(name),
        identifier(index),
        deferral(constraint)
    )
}

/// The index that a key would make for itself.
fn key_index(key: &KeyConstraint) -> Index {
    let columns = key.columns.iter().map(|name| IndexColumn::new(IndexKey::Column(name.clone())));
    let mut index = Index::new("btree", columns);
    index.unique = true;
    index.nulls_not_distinct = key.nulls_not_distinct;
    index.include = key.include.clone();
    index.options = key.options.clone();
    index.tablespace = key.tablespace.clone();
    index
}

fn key_of(constraint: &Constraint) -> Option<&KeyConstraint> {
    match &constraint.definition {
        ConstraintDefinition::PrimaryKey(key) | ConstraintDefinition::Unique(key) => Some(key),
        _ => None,
    }
}

impl Words for Constraint {
    type Alter = ConstraintAlter;

    fn address(id: &MemberName) -> String {
        format!("CONSTRAINT {} ON {}", identifier(&id.name), parent(id))
    }

    fn exists(id: &MemberName) -> Option<String> {
        Some(guard::below(id, ("pg_constraint", "conrelid", "conname")))
    }

    fn guard(_: &MemberName, alter: &ConstraintAlter) -> Guard {
        match alter {
            ConstraintAlter::Deferrability
            | ConstraintAlter::Validate
            | ConstraintAlter::Enforcement
            | ConstraintAlter::IndexOptions
            | ConstraintAlter::IndexTablespace
            | ConstraintAlter::IndexStatistics
            | ConstraintAlter::Attach => Guard::Repeatable,
            ConstraintAlter::Build(_) => Guard::Unknown,
        }
    }

    fn create(scope: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        let table = id.parent();
        let partitioned = scope.to.get::<Table>(&table).is_some_and(|t| t.partition_by.is_some());
        // The partitions have keys of their own, which are attached one by one; those that no model shows get theirs with it.
        let one_by_one = partitioned && !scope.from.children_left_out.contains(&table);
        let only = if one_by_one && new.has_index() { "ONLY " } else { "" };
        let clause = match &scope.action.way {
            Way::Built(index) => using_index(&id.name, new, index),
            Way::NotValid => format!("{} NOT VALID", clause(&id.name, new)),
            Way::Plain
            | Way::Concurrently
            | Way::Filled(_)
            | Way::Defaulted(_)
            | Way::Only
            | Way::Nullable => clause(&id.name, new),
        };
        vec![format!("ALTER TABLE {only}{} ADD {clause}", parent(id))]
    }

    fn alter(_: Scope<'_>, id: &MemberName, old: &Self, new: &Self, alter: &ConstraintAlter) -> Vec<String> {
        let (table, name) = (parent(id), identifier(&id.name));
        vec![match alter {
            ConstraintAlter::Deferrability => {
                let how = match (new.deferrable, new.initially_deferred) {
                    (false, _) => "NOT DEFERRABLE",
                    (true, false) => "DEFERRABLE INITIALLY IMMEDIATE",
                    (true, true) => "DEFERRABLE INITIALLY DEFERRED",
                };
                format!("ALTER TABLE {table} ALTER CONSTRAINT {name} {how}")
            }
            ConstraintAlter::Validate => format!("ALTER TABLE {table} VALIDATE CONSTRAINT {name}"),
            ConstraintAlter::Enforcement => {
                let not = if new.not_enforced { "NOT " } else { "" };
                format!("ALTER TABLE {table} ALTER CONSTRAINT {name} {not}ENFORCED")
            }
            ConstraintAlter::IndexOptions => {
                let (Some(before), Some(after)) = (key_of(old), key_of(new)) else { return Vec::new() };
                return option_changes(&before.options, &after.options)
                    .into_iter()
                    .map(|change| format!("ALTER INDEX {} {change}", qualified(&id.in_schema())))
                    .collect();
            }
            ConstraintAlter::IndexTablespace => {
                let space = key_of(new).and_then(|key| key.tablespace.as_ref());
                let space = space.map_or("pg_default".into(), |t| identifier(t));
                format!("ALTER INDEX {} SET TABLESPACE {space}", qualified(&id.in_schema()))
            }
            ConstraintAlter::IndexStatistics => {
                let old = if old == new { &BTreeMap::new() } else { &old.statistics };
                return index::set_statistics(&qualified(&id.in_schema()), old, &new.statistics);
            }
            ConstraintAlter::Attach => match &new.attached_to {
                Some(above) => format!(
                    "ALTER INDEX {} ATTACH PARTITION {}",
                    qualified(&above.in_schema()),
                    qualified(&id.in_schema())
                ),
                None => return Vec::new(),
            },
            ConstraintAlter::Build(index) => match key_of(new) {
                Some(key) => super::index::create(&id.parent(), index, &key_index(key), How::Concurrently),
                None => return Vec::new(),
            },
        }]
    }

    fn drop(_: Scope<'_>, id: &MemberName, _: &Self) -> Vec<String> {
        vec![format!("ALTER TABLE {} DROP CONSTRAINT {}", parent(id), identifier(&id.name))]
    }
}
