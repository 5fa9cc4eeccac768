//! What an alteration of a column waits for.

use schema_model::{Column, MemberName, ObjectId, QualifiedName};

use super::Graph;
use crate::action::Verb;
use crate::{ColumnAlter, TableAlter, names, not_null};

impl Graph<'_> {
    pub(super) fn of_column(&mut self, at: usize, (id, name): (&ObjectId, &MemberName), alter: &ColumnAlter) {
        match alter {
            ColumnAlter::AddIdentity => self.takes_identity(at, id),
            ColumnAlter::DropIdentity => self.frees_identity(at, id),
            ColumnAlter::SetIdentity => {
                self.takes_identity(at, id);
                self.frees_identity(at, id);
            }
            ColumnAlter::IdentityPersistence => self.after_persistence_of(at, &name.parent()),
            ColumnAlter::ValidateNotNull => self.after_not_null_above(at, name),
            _ => {}
        }
    }

    /// A base type says what the storage of its columns is, those that have their own get it afterwards.
    pub(super) fn before_storages_of_columns(&mut self, at: usize) {
        for (other, action) in self.actions.iter().enumerate() {
            if action.verb == Verb::Alter(ColumnAlter::Storage.into()) {
                self.edges.insert((at, other));
            }
        }
    }

    /// The sequence of an identity column takes a name that something else may have had.
    pub(super) fn takes_identity(&mut self, at: usize, id: &ObjectId) {
        let ObjectId::Column(name) = id else { return };
        let key = self.context.to.get::<Column>(name).and_then(|column| names::identity_key(name, column));
        let freed: Vec<usize> = key
            .and_then(|key| self.freeing.get(&key))
            .into_iter()
            .flatten()
            .flat_map(|gone| self.destroyers_of(gone))
            .collect();
        for destroyer in freed {
            self.before(destroyer, at);
        }
    }

    /// The sequence of an identity column frees a name that something else may take.
    pub(super) fn frees_identity(&mut self, at: usize, id: &ObjectId) {
        let ObjectId::Column(name) = id else { return };
        let key = self.context.from.get::<Column>(name).and_then(|column| names::identity_key(name, column));
        let taken: Vec<usize> =
            key.and_then(|key| self.taking.get(&key)).into_iter().flatten().map(|(_, at)| *at).collect();
        for creator in taken {
            self.before(at, creator);
        }
    }

    /// What comes unchecked with a parent is validated once it is there.
    fn after_not_null_above(&mut self, at: usize, column: &MemberName) {
        let Some(new) = self.context.to.get::<Column>(column) else { return };
        for above in not_null::unchecked_by(self.context, column, new) {
            for other in self.alters_of(&ObjectId::Column(above)) {
                if self.actions[other].verb == Verb::Alter(ColumnAlter::SetNotNull.into()) {
                    self.before(other, at);
                }
            }
        }
    }

    /// What has the table's persistence, or another one, gets it once the table has its own.
    fn after_persistence_of(&mut self, at: usize, table: &QualifiedName) {
        for other in self.alters_of(&ObjectId::Table(table.clone())) {
            if self.actions[other].verb == Verb::Alter(TableAlter::Persistence.into()) {
                self.before(other, at);
            }
        }
    }
}
