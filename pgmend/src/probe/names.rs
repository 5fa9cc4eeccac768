//! What tables and columns of the coming schema are called as long as nothing has been done.

use std::collections::{BTreeMap, BTreeSet};

use schema_diff::{Action, Alter, ColumnAlter, Plan, Verb, Way};
use schema_model::{Column, MemberName, Name, ObjectId, QualifiedName, Schema, SqlText, Table};
use sql_emit::identifier;

use super::{Rows, qualified, sampled};

/// The two schemas, with the way back from a name of the second to one of the first.
pub(super) struct Before<'a> {
    pub(super) from: &'a Schema,
    pub(super) to: &'a Schema,
    /// Old ids by new ones.
    renamed: BTreeMap<&'a ObjectId, &'a ObjectId>,
    /// What the plan makes, changes or takes away.
    changed: BTreeSet<&'a ObjectId>,
    /// Values that rows get, by the column.
    fills: BTreeMap<&'a MemberName, &'a SqlText>,
    /// The default partitions of the coming schema, by the table that they are of.
    pub(super) defaults: BTreeMap<&'a QualifiedName, &'a QualifiedName>,
}

impl<'a> Before<'a> {
    pub(super) fn of(plan: &'a Plan, from: &'a Schema, to: &'a Schema) -> Self {
        let renamed = plan.actions.iter().flat_map(Action::flatten).filter_map(|action| match &action.verb {
            Verb::Rename { from } => Some((&action.id, from)),
            Verb::Create | Verb::Alter(_) | Verb::Drop => None,
        });
        let changes = |action: &&Action| match &action.verb {
            Verb::Create | Verb::Drop => true,
            Verb::Rename { .. } => false,
            Verb::Alter(Alter::Column(alter)) => {
                matches!(alter, ColumnAlter::SetType | ColumnAlter::Retype(_) | ColumnAlter::SetExpression)
            }
            Verb::Alter(_) => true,
        };
        let changed = plan.actions.iter().flat_map(Action::flatten).filter(changes).map(|action| &action.id);
        let fill = |action: &'a Action| match (&action.id, &action.verb, &action.way) {
            (ObjectId::Column(column), Verb::Alter(Alter::Column(ColumnAlter::Fill(value))), _)
            | (ObjectId::Column(column), _, Way::Filled(value) | Way::Defaulted(value)) => {
                Some((column, value))
            }
            _ => None,
        };
        let fills = plan.actions.iter().flat_map(Action::flatten).filter_map(fill);
        let defaults = to.all::<Table>().filter_map(|(name, table)| {
            let of = table.partition_of.as_ref()?;
            (of.bound == "DEFAULT").then_some((&of.parent, name))
        });
        Self {
            from,
            to,
            renamed: renamed.collect(),
            changed: changed.collect(),
            fills: fills.collect(),
            defaults: defaults.collect(),
        }
    }

    /// The value that the plan gives to rows that have none.
    pub(super) fn fill(&self, column: &MemberName) -> Option<&'a SqlText> {
        self.fills.get(column).copied()
    }

    /// Whether an expression over a table's columns can be computed now: it names none that is yet to come.
    pub(super) fn is_computable(&self, table: &QualifiedName, expression: &str) -> bool {
        let coming = |name: &Name| self.column(&table.member(name)).is_none();
        let named = |name: &Name| expression.to_lowercase().contains(&name.to_lowercase());
        self.to
            .table_view(table)
            .is_none_or(|view| !view.columns_by_name().any(|(name, _)| coming(name) && named(name)))
    }

    /// Whether a text of the coming schema means the same now: nothing that it stands on is made or changed by the plan.
    pub(super) fn means_the_same(&self, id: &ObjectId) -> bool {
        let mut same = true;
        self.to.edges_of(id, |on, _| {
            let own = matches!(
                on,
                ObjectId::Table(_) | ObjectId::Domain(_) | ObjectId::Index(_) | ObjectId::Constraint(_)
            );
            same &= own || !self.changed.contains(on);
        });
        same
    }

    /// The table as it is called now, if there is one with rows to ask.
    pub(super) fn table(&self, new: &QualifiedName) -> Option<QualifiedName> {
        let old = match self.renamed.get(&ObjectId::Table(new.clone())) {
            Some(ObjectId::Table(old)) => old.clone(),
            _ => new.clone(),
        };
        self.from.get::<Table>(&old).map(|_| old)
    }

    /// The column as it is called now, if it is there.
    pub(super) fn column(&self, new: &MemberName) -> Option<MemberName> {
        let old = match self.renamed.get(&ObjectId::Column(new.clone())) {
            Some(ObjectId::Column(old)) => old.clone(),
            _ => self.table(&new.parent())?.member(&new.name),
        };
        self.from.get::<Column>(&old).map(|_| old)
    }

    /// The columns of a table as they are called now; nothing if one of them is yet to come.
    pub(super) fn columns(&self, table: &QualifiedName, names: &[Name]) -> Option<Vec<String>> {
        names
            .iter()
            .map(|name| Some(identifier(&self.column(&table.member(name))?.name).to_string()))
            .collect()
    }

    /// The rows of a table for which a text of the coming schema holds, which calls columns by their new names.
    pub(super) fn rows(&self, new: &QualifiedName, columns: &str, condition: &str) -> Option<Rows> {
        let (now, whole) = (self.table(new)?, self.renaming(new)?);
        let (table, sample) = (qualified(&now), sampled(&qualified(&now)));
        let select = |from: &str| match &whole {
            None => format!("SELECT {columns} FROM {from} WHERE {condition}"),
            Some(list) => {
                format!(
                    "SELECT {columns} FROM (SELECT ctid, {list} FROM {from}) AS renamed WHERE {condition}"
                )
            }
        };
        Some(Rows { query: select(&table), sample: Some(select(&sample)) })
    }

    /// All columns of a table by their new names, where one of them has another now.
    #[allow(clippy::option_option)] // no table, no other names, and the list
    fn renaming(&self, new: &QualifiedName) -> Option<Option<String>> {
        let view = self.to.table_view(new)?;
        let both: Vec<(Name, Name)> = view
            .columns_by_name()
            .filter_map(|(name, _)| Some((self.column(&new.member(name))?.name, name.clone())))
            .collect();
        if both.iter().all(|(old, new)| old == new) {
            return Some(None);
        }
        let list: Vec<String> =
            both.iter().map(|(old, new)| format!("{} AS {}", identifier(old), identifier(new))).collect();
        Some(Some(list.join(", ")))
    }
}
