//! What an alteration of a table waits for.

use schema_model::{Constraint, ConstraintDefinition, ObjectId, Persistence, QualifiedName, Table};

use super::Graph;
use crate::action::Verb;
use crate::attached;
use crate::{Alter, ColumnAlter, TableAlter};

impl Graph<'_> {
    /// A child must have the columns of its parent, with their types and NOT NULLs: what goes or changes there is done before.
    pub(super) fn after_loosening(&mut self, at: usize, parent: &QualifiedName) {
        for other in self.below.get(parent).cloned().unwrap_or_default() {
            let action = &self.actions[other];
            let first = match (&action.id, &action.verb) {
                (ObjectId::Column(_), Verb::Drop) => true,
                (_, Verb::Alter(Alter::Column(alter))) => matches!(
                    alter,
                    ColumnAlter::DropNotNull | ColumnAlter::SetType | ColumnAlter::DropExpression
                ),
                _ => false,
            };
            if first {
                self.before(other, at);
            }
        }
    }

    /// What a new partitioned table has of indexes and keys, its partitions get when they are attached.
    pub(super) fn after_new_indexes(&mut self, at: usize, parent: &QualifiedName) {
        if self.context.from.contains(&ObjectId::Table(parent.clone())) {
            return;
        }
        for other in self.below.get(parent).cloned().unwrap_or_default() {
            let action = &self.actions[other];
            let has_index = match &action.id {
                ObjectId::Index(_) => true,
                ObjectId::Constraint(name) => {
                    self.context.to.get::<Constraint>(name).is_some_and(|c| c.has_index())
                }
                _ => false,
            };
            if has_index && action.verb == Verb::Create {
                match attached::lacks_parts(self.context, &action.id) {
                    false => self.before(other, at),
                    true => self.before(at, other),
                }
            }
        }
    }

    /// A permanent table never refers to an unlogged one, not even between two statements.
    pub(super) fn persistence_order(&mut self, at: usize, table: &QualifiedName) {
        let unlogged = self
            .context
            .to
            .get::<Table>(table)
            .is_some_and(|table| table.persistence == Persistence::Unlogged);
        let referenced: Vec<QualifiedName> = self
            .context
            .from
            .table_view(table)
            .into_iter()
            .flat_map(|view| view.constraints())
            .filter_map(|(_, constraint)| match &constraint.definition {
                ConstraintDefinition::ForeignKey(key) => Some(key.references.clone()),
                _ => None,
            })
            .collect();
        for other in referenced {
            for theirs in self.alters_of(&ObjectId::Table(other)) {
                let persistence =
                    matches!(self.actions[theirs].verb, Verb::Alter(Alter::Table(TableAlter::Persistence)));
                match (persistence, unlogged) {
                    (true, true) => self.before(at, theirs),
                    (true, false) => self.before(theirs, at),
                    (false, _) => {}
                }
            }
        }
    }
}
