//! Between reading and naming: which rows are part of the model, and in which order they come. Everything is sorted here
//! once, by place in the catalog's lists where that is possible, because ids are dear to compare.

use std::collections::BTreeSet;

use crate::Error;
use crate::catalog::{Catalog, class};
use crate::intern::Oid;
use crate::kinds::schema::NamespaceRow;
use crate::ledger;

impl Catalog {
    fn is_read(&self, namespace: Oid) -> bool {
        self.namespace(namespace).is_some_and(|row: &NamespaceRow| row.read)
    }

    pub(crate) fn is_member(&self, class: Oid, oid: Oid) -> bool {
        self.members.contains_key(&(class, oid))
    }

    /// When the names are read: says which of them are part of the model. These are those in the schemas that are read,
    /// without the members of extensions, the ledgers of migration tools and what belongs to them.
    pub(crate) fn settle_names(&mut self) {
        for at in 0..self.namespaces.len() {
            let row = &self.namespaces[at];
            self.namespaces[at].ours = row.read && !self.is_member(class::NAMESPACE, row.oid);
        }
        self.settle_relations();
        self.types.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        for at in 0..self.types.len() {
            let row = &self.types[at];
            let oid = row.oid;
            let ours = matches!(row.kind, 'd' | 'e')
                && self.is_read(row.namespace)
                && !self.is_member(class::TYPE, row.oid);
            self.types[at].ours = ours;
            self.type_at.insert(oid, at);
        }
        self.settle_sequences();
    }

    fn settle_relations(&mut self) {
        self.relations.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        // An extension's composite type is a member of it as a type, and not as a relation.
        let types = self.members.keys().filter(|(class, _)| *class == class::TYPE);
        let composites: BTreeSet<Oid> =
            types.filter_map(|(_, oid)| self.row_type_of.get(*oid).copied()).collect();
        for at in 0..self.relations.len() {
            let row = &self.relations[at];
            let oid = row.oid;
            let is_member = self.is_member(class::CLASS, oid) || composites.contains(&oid);
            let ours = self.is_read(row.namespace) && !is_member;
            let is_ledger =
                ours && row.is_table() && !self.include_ledgers && ledger::tool(&row.name.name).is_some();
            if is_ledger {
                self.ledgers.push(at);
            }
            self.relations[at].ours = ours && !is_ledger;
            self.relation_at.insert(oid, at);
        }
    }

    fn settle_sequences(&mut self) {
        self.sequences.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        for (at, row) in self.sequences.iter().enumerate() {
            self.sequence_at.insert(row.oid, at);
        }
        // Whom a sequence belongs to is a field of the one or the other.
        self.depends.retain(|edge| {
            let belongs = edge.from.class == class::CLASS
                && edge.to.class == class::CLASS
                && edge.to.column > 0
                && matches!(edge.kind, 'a' | 'i');
            let at = if belongs { self.sequence_at.get(edge.from.object).copied() } else { None };
            if let Some(row) = at.and_then(|at| self.sequences.get_mut(at)) {
                row.column = Some((edge.to.object, edge.to.column));
                row.identity = edge.kind == 'i';
            }
            at.is_none()
        });
        for at in 0..self.sequences.len() {
            let row = &self.sequences[at];
            let of_ledger = row.column.is_some_and(|(relation, _)| {
                self.ledgers.iter().any(|at| self.relations[*at].oid == relation)
            });
            let ours = !row.identity
                && !of_ledger
                && self.is_read(row.namespace)
                && !self.is_member(class::CLASS, row.oid);
            if let (true, Some(column)) = (row.identity, row.column) {
                self.identity_at.insert(column, at);
            }
            self.sequences[at].ours = ours;
        }
    }

    /// When everything is read: the same for what the names are the names of.
    pub(crate) fn settle_texts(&mut self) -> Result<(), Error> {
        for relation in &mut self.relations {
            relation.attributes.sort_unstable_by_key(|attribute| attribute.number);
            let mut by_name: Vec<usize> = (0..relation.attributes.len()).collect();
            by_name.sort_unstable_by(|a, b| relation.attributes[*a].name.cmp(&relation.attributes[*b].name));
            for (rank, at) in (0..).zip(&by_name) {
                relation.attributes[*at].rank = rank;
            }
            relation.by_name = by_name;
        }
        self.settle_routines()?;
        self.settle_entries();

        // What is below a relation, or a domain, comes in the order of those.
        let relation_at = &self.relation_at;
        let type_at = &self.type_at;
        let rank = |relation: Oid| relation_at.get(relation).copied().unwrap_or(usize::MAX);
        self.constraints.sort_by_cached_key(|row| {
            let domain = type_at.get(row.domain).copied().unwrap_or(usize::MAX);
            (rank(row.relation), domain, row.name.clone())
        });
        self.indexes.sort_by_cached_key(|row| (rank(row.relation), row.name.clone()));
        self.triggers.sort_by_cached_key(|row| (rank(row.relation), row.name.clone()));
        self.policies.sort_by_cached_key(|row| (rank(row.relation), row.name.clone()));
        for (at, row) in self.constraints.iter().enumerate() {
            self.constraint_at.insert(row.oid, at);
            if matches!(row.kind, 'p' | 'u' | 'x') {
                self.constraint_of_index.insert(row.index, at);
            }
        }
        for (at, row) in self.indexes.iter().enumerate() {
            self.index_at.insert(row.oid, at);
        }
        for (at, row) in self.triggers.iter().enumerate() {
            self.trigger_at.insert(row.oid, at);
        }
        for (at, row) in self.policies.iter().enumerate() {
            self.policy_at.insert(row.oid, at);
        }
        Ok(())
    }

    fn settle_routines(&mut self) -> Result<(), Error> {
        for at in 0..self.routines.len() {
            let row = &self.routines[at];
            let ours = self.is_read(row.namespace)
                && !self.generated_routines.contains(row.oid)
                && !self.is_member(class::PROC, row.oid);
            let id = row.make_id(self)?;
            self.routines[at].ours = ours;
            self.routines[at].id = Some(id);
        }
        self.routines.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        for (at, row) in self.routines.iter().enumerate() {
            self.routine_at.insert(row.oid, at);
        }
        Ok(())
    }
}
