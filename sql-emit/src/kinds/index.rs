//! Indexes.

use std::collections::BTreeMap;

use schema_diff::{IndexAlter, Way};
use schema_model::{Index, IndexColumn, IndexKey, MemberName, Name, QualifiedName, Table};

use crate::guard::{self, Guard};
use crate::quote::{identifier, identifiers, option_changes, options, qualified};
use crate::words::{Scope, Words};

fn column(column: &IndexColumn) -> String {
    let mut sql = match &column.key {
        IndexKey::Column(name) => identifier(name),
        IndexKey::Expression(expression) => expression.to_string(),
    };
    if let Some(collation) = &column.collation {
        sql += &format!(" COLLATE {collation}");
    }
    if let Some(class) = &column.operator_class {
        sql += &format!(" {class}");
        if !column.operator_class_options.is_empty() {
            sql += &format!(" ({})", options(&column.operator_class_options));
        }
    }
    sql += match (column.descending, column.nulls_first) {
        (false, false) => "",
        (false, true) => " NULLS FIRST",
        (true, true) => " DESC",
        (true, false) => " DESC NULLS LAST",
    };
    sql
}

/// How an index is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Plainly,
    Concurrently,
    /// Of a partitioned table: the partitions have indexes of their own, which are attached one by one.
    OnOnly,
    /// Of a partitioned table with partitions that no model shows: they get theirs by the same statement, which attaches those
    /// that the others have.
    OnAll,
}

fn how(scope: Scope<'_>, id: &MemberName) -> How {
    let table = id.parent();
    let partitioned = scope.to.get::<Table>(&table).is_some_and(|t| t.partition_by.is_some());
    match (partitioned, scope.from.children_left_out.contains(&table)) {
        (false, _) => How::Plainly,
        (true, false) => How::OnOnly,
        (true, true) => How::OnAll,
    }
}

/// `CREATE INDEX …` under this name.
pub(super) fn create(relation: &QualifiedName, name: &Name, new: &Index, how: How) -> String {
    let unique = if new.unique { "UNIQUE " } else { "" };
    let (concurrently, only) = match how {
        How::Plainly | How::OnAll => ("", ""),
        How::Concurrently => ("CONCURRENTLY ", ""),
        How::OnOnly => ("", "ONLY "),
    };
    let columns: Vec<String> = new.columns.iter().map(column).collect();
    let mut sql = format!(
        "CREATE {unique}INDEX {concurrently}{} ON {only}{} USING {} ({})",
        identifier(name),
        qualified(relation),
        identifier(&new.method),
        columns.join(", ")
    );
    if !new.include.is_empty() {
        sql += &format!(" INCLUDE ({})", identifiers(&new.include));
    }
    if new.nulls_not_distinct {
        sql += " NULLS NOT DISTINCT";
    }
    if !new.options.is_empty() {
        sql += &format!(" WITH ({})", options(&new.options));
    }
    if let Some(tablespace) = &new.tablespace {
        sql += &format!(" TABLESPACE {}", identifier(tablespace));
    }
    if let Some(predicate) = &new.predicate {
        sql += &format!(" WHERE {predicate}");
    }
    sql
}

/// `SET STATISTICS` of what differs in the columns of an index.
pub(super) fn set_statistics(index: &str, old: &BTreeMap<u16, u16>, new: &BTreeMap<u16, u16>) -> Vec<String> {
    let reset = old.keys().filter(|column| !new.contains_key(column)).map(|column| (column, "-1".to_owned()));
    let set = new.iter().filter(|(column, target)| old.get(column) != Some(target));
    reset
        .chain(set.map(|(column, target)| (column, target.to_string())))
        .map(|(column, target)| format!("ALTER INDEX {index} ALTER COLUMN {column} SET STATISTICS {target}"))
        .collect()
}

impl Words for Index {
    type Alter = IndexAlter;

    fn address(id: &MemberName) -> String {
        format!("INDEX {}", qualified(&id.in_schema()))
    }

    fn exists(id: &MemberName) -> Option<String> {
        guard::relation_exists(&id.in_schema())
    }

    fn guard(_: &MemberName, alter: &IndexAlter) -> Guard {
        match alter {
            IndexAlter::Options | IndexAlter::Tablespace | IndexAlter::Statistics | IndexAlter::Attach => {
                Guard::Repeatable
            }
            IndexAlter::Build(_) => Guard::Unknown,
        }
    }

    fn create(scope: Scope<'_>, id: &MemberName, new: &Self) -> Vec<String> {
        vec![match &scope.action.way {
            Way::Built(built) => format!(
                "ALTER INDEX {}.{} RENAME TO {}",
                identifier(&id.schema),
                identifier(built),
                identifier(&id.name)
            ),
            Way::Concurrently => create(&id.parent(), &id.name, new, How::Concurrently),
            Way::Plain | Way::NotValid | Way::Filled(_) | Way::Defaulted(_) | Way::Only | Way::Nullable => {
                create(&id.parent(), &id.name, new, how(scope, id))
            }
        }]
    }

    fn alter(scope: Scope<'_>, id: &MemberName, old: &Self, new: &Self, alter: &IndexAlter) -> Vec<String> {
        let index = qualified(&id.in_schema());
        match alter {
            IndexAlter::Options => option_changes(&old.options, &new.options)
                .into_iter()
                .map(|change| format!("ALTER INDEX {index} {change}"))
                .collect(),
            IndexAlter::Tablespace => {
                let space = new.tablespace.as_ref().map_or("pg_default".into(), |t| identifier(t));
                vec![format!("ALTER INDEX {index} SET TABLESPACE {space}")]
            }
            IndexAlter::Statistics => {
                let old = if old == new { &BTreeMap::new() } else { &old.statistics };
                set_statistics(&index, old, &new.statistics)
            }
            IndexAlter::Attach => new
                .attached_to
                .iter()
                .map(|above| {
                    format!("ALTER INDEX {} ATTACH PARTITION {index}", qualified(&above.in_schema()))
                })
                .collect(),
            IndexAlter::Build(name) => {
                let how = match how(scope, id) {
                    partitioned @ (How::OnOnly | How::OnAll) => partitioned,
                    How::Plainly | How::Concurrently => How::Concurrently,
                };
                vec![create(&id.parent(), name, new, how)]
            }
        }
    }

    fn drop(scope: Scope<'_>, id: &MemberName, _: &Self) -> Vec<String> {
        let concurrently = if scope.action.way == Way::Concurrently { "CONCURRENTLY " } else { "" };
        vec![format!("DROP INDEX {concurrently}{}", qualified(&id.in_schema()))]
    }
}
