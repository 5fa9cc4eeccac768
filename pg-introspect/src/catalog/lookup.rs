//! Looks rows up.

use schema_model::{Name, Options, QualifiedName};

use crate::catalog::Catalog;
use crate::catalog::relation::Relation;
use crate::intern::Oid;
use crate::kinds::schema::NamespaceRow;
use crate::kinds::sequence::SequenceRow;

impl Catalog {
    pub(crate) fn namespace(&self, oid: Oid) -> Option<&NamespaceRow> {
        self.namespaces.get(*self.namespace_at.get(oid)?)
    }

    /// A schema's name. All were read first, in the same snapshot.
    pub(crate) fn namespace_name(&self, oid: Oid) -> Name {
        self.namespace(oid).map_or_else(|| Name::from(oid.to_string()), |row| row.name.clone())
    }

    pub(crate) fn qualified(&mut self, namespace: Oid, name: &str) -> QualifiedName {
        QualifiedName::new(self.namespace_name(namespace), self.interner.name(name))
    }

    pub(crate) fn relation(&self, oid: Oid) -> Option<&Relation> {
        self.relations.get(*self.relation_at.get(oid)?)
    }

    /// A relation in PostgreSQL's words, read or not.
    pub(crate) fn describe_relation(&self, oid: Oid) -> String {
        self.relation(oid).map_or_else(|| format!("relation with the oid {oid}"), Relation::describe)
    }

    /// The relations of the model.
    pub(crate) fn ours(&self) -> impl Iterator<Item = &Relation> {
        self.relations.iter().filter(|row| row.ours)
    }

    /// The parents of a relation in order.
    pub(crate) fn parents_of(&self, oid: Oid) -> Vec<Oid> {
        self.parents.get(oid).map(|list| list.iter().map(|(_, parent)| *parent).collect()).unwrap_or_default()
    }

    /// A relation's storage parameters, with those of its toast table.
    pub(crate) fn options(&self, row: &Relation) -> Options {
        let mut options = row.options.clone();
        if let Some(toast) = self.toast_options.get(row.toast) {
            options.extend(toast.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
        options
    }

    /// A function that something names.
    pub(crate) fn function_name(&self, oid: Oid) -> Option<QualifiedName> {
        self.named_functions.get(oid).cloned()
    }

    /// The generator of an identity column.
    pub(crate) fn identity_sequence(&self, relation: Oid, number: i16) -> Option<&SequenceRow> {
        self.sequences.get(*self.identity_at.get((relation, number))?)
    }
}
