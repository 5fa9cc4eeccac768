//! From catalog addresses to objects.

use schema_model::{MemberName, Object, ObjectId, ObjectKind, Why};

use crate::Error;
use crate::build::Builder;
use crate::catalog::depend::{Address, Edge};
use crate::catalog::relation::{Relation, RelationKind};
use crate::catalog::types::TypeRow;
use crate::catalog::{Catalog, class};
use crate::intern::Oid;

/// An object by its place in the catalog's sorted lists: small, and in the canonical order of the ids. (A column's second
/// number is its rank by name.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    kind: ObjectKind,
    list: List,
    at: usize,
    sub: u16,
}

/// The catalog's list that a place is in: of rows, or of the columns of a row of [`Catalog::relations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum List {
    Namespaces,
    Extensions,
    Types,
    Relations,
    Attributes,
    Columns,
    Defaults,
    Sequences,
    Constraints,
    Indexes,
    Routines,
    Triggers,
    Policies,
    /// Those of kinds that one row is all of.
    Entries,
}

impl Place {
    fn new(kind: ObjectKind, list: List, at: usize) -> Self {
        Self { kind, list, at, sub: 0 }
    }
}

/// The kind of an object that is made of a relation.
fn relation_kind(kind: RelationKind) -> ObjectKind {
    match kind {
        RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable => {
            ObjectKind::Table
        }
        RelationKind::View => ObjectKind::View,
        RelationKind::MaterializedView => ObjectKind::MaterializedView,
        RelationKind::CompositeType => ObjectKind::CompositeType,
    }
}

impl Catalog {
    /// The id of an object in its place.
    pub(crate) fn id(&self, place: Place) -> Option<ObjectId> {
        let at = place.at;
        let member = |kind: fn(MemberName) -> ObjectId| {
            let relation = self.relations.get(at)?;
            let attribute = relation.attributes.get(*relation.by_name.get(usize::from(place.sub))?)?;
            Some(kind(relation.name.member(&attribute.name)))
        };
        let below = |relation: Oid, name| Some(self.relation(relation)?.name.member(name));
        Some(match place.list {
            List::Namespaces => ObjectId::Schema(self.namespaces.get(at)?.name.clone()),
            List::Extensions => ObjectId::Extension(self.extensions.get(at)?.name.clone()),
            List::Types => self.type_id(self.types.get(at)?),
            List::Relations => {
                let row = self.relations.get(at)?;
                let name = row.name.clone();
                match row.kind {
                    RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable => {
                        ObjectId::Table(name)
                    }
                    RelationKind::View => ObjectId::View(name),
                    RelationKind::MaterializedView => ObjectId::MaterializedView(name),
                    RelationKind::CompositeType => ObjectId::CompositeType(name),
                }
            }
            List::Attributes => member(ObjectId::Attribute)?,
            List::Columns => member(ObjectId::Column)?,
            List::Defaults => member(ObjectId::ColumnDefault)?,
            List::Sequences => ObjectId::Sequence(self.sequences.get(at)?.name.clone()),
            List::Constraints => {
                let row = self.constraints.get(at)?;
                if row.domain == 0 {
                    ObjectId::Constraint(below(row.relation, &row.name)?)
                } else {
                    ObjectId::DomainConstraint(self.type_row(row.domain)?.name.member(&row.name))
                }
            }
            List::Indexes => {
                let row = self.indexes.get(at)?;
                ObjectId::Index(below(row.relation, &row.name)?)
            }
            List::Routines => {
                let row = self.routines.get(at)?;
                let id = row.id.clone()?;
                match row.kind {
                    'p' => ObjectId::Procedure(id),
                    'a' => ObjectId::Aggregate(id),
                    _ => ObjectId::Function(id),
                }
            }
            List::Triggers => {
                let row = self.triggers.get(at)?;
                ObjectId::Trigger(below(row.relation, &row.name)?)
            }
            List::Policies => {
                let row = self.policies.get(at)?;
                ObjectId::Policy(below(row.relation, &row.name)?)
            }
            List::Entries => self.entries.get(at)?.id.clone(),
        })
    }

    /// The id of an enum or a domain of the model.
    pub(crate) fn type_id(&self, row: &TypeRow) -> ObjectId {
        if row.kind == 'e' { ObjectId::Enum(row.name.clone()) } else { ObjectId::Domain(row.name.clone()) }
    }

    /// The object at an address; nothing for what is not in the model. What is part of something else resolves to that:
    /// a constraint's index to the constraint, a row type to the relation, an array to its element, an identity's sequence
    /// to the column, a view's rule to the view, an extension's member to the extension.
    pub(crate) fn resolve(&self, address: Address) -> Option<Place> {
        let Address { class, object, column } = address;
        if let Some(extension) = self.members.get(&(class, object)) {
            return self.extension_place(*extension);
        }
        if let Some(place) = self.entry_place(class, object) {
            return Some(place);
        }
        match class {
            class::FAMILY_OPERATOR | class::FAMILY_FUNCTION => {
                let (class, object) = *self.family_of_member.get(&(class, object))?;
                self.resolve(Address { class, object, column: 0 })
            }
            class::CLASS => self.resolve_class(object, column),
            class::TYPE => self.resolve_type(object),
            class::PROC => {
                let at = *self.routine_at.get(object)?;
                let row = self.routines.get(at).filter(|row| row.ours)?;
                let kind = match row.kind {
                    'p' => ObjectKind::Procedure,
                    'a' => ObjectKind::Aggregate,
                    _ => ObjectKind::Function,
                };
                Some(Place::new(kind, List::Routines, at))
            }
            class::ATTRDEF => self.resolve_default(object),
            class::CONSTRAINT => self.resolve_constraint(*self.constraint_at.get(object)?),
            class::NAMESPACE => {
                let at = *self.namespace_at.get(object)?;
                self.namespaces
                    .get(at)
                    .filter(|row| row.ours)
                    .map(|_| Place::new(ObjectKind::Schema, List::Namespaces, at))
            }
            class::REWRITE => self.resolve_class(*self.views_of_rules.get(object)?, 0),
            class::TRIGGER => {
                let at = *self.trigger_at.get(object)?;
                let row = self.triggers.get(at).filter(|row| row.parent == 0)?;
                self.relation(row.relation).filter(|relation| relation.ours)?;
                Some(Place::new(ObjectKind::Trigger, List::Triggers, at))
            }
            class::EXTENSION => self.extension_place(object),
            class::POLICY => {
                let at = *self.policy_at.get(object)?;
                let row = self.policies.get(at)?;
                self.relation(row.relation).filter(|relation| relation.ours)?;
                Some(Place::new(ObjectKind::Policy, List::Policies, at))
            }
            _ => None,
        }
    }

    fn entry_place(&self, class: Oid, oid: Oid) -> Option<Place> {
        let at = *self.entry_at.get(&(class, oid))?;
        Some(Place::new(self.entries.get(at)?.id.kind(), List::Entries, at))
    }

    fn extension_place(&self, oid: Oid) -> Option<Place> {
        let at = self.extensions.iter().position(|row| row.oid == oid)?;
        self.extensions.get(at)?.ours(self).then(|| Place::new(ObjectKind::Extension, List::Extensions, at))
    }

    fn resolve_class(&self, oid: Oid, column: i16) -> Option<Place> {
        if let Some(at) = self.relation_at.get(oid).copied() {
            let relation = self.relations.get(at).filter(|relation| relation.ours)?;
            if column <= 0 {
                return Some(Place::new(relation_kind(relation.kind), List::Relations, at));
            }
            let (kind, list) = if relation.kind == RelationKind::CompositeType {
                (ObjectKind::Attribute, List::Attributes)
            } else {
                (ObjectKind::Column, List::Columns)
            };
            return Some(Place { sub: relation.attribute(column)?.rank, ..Place::new(kind, list, at) });
        }
        if let Some(at) = self.sequence_at.get(oid).copied() {
            let row = self.sequences.get(at)?;
            return match row.column {
                Some((relation, number)) if row.identity => self.resolve_class(relation, number),
                _ => row.ours.then(|| Place::new(ObjectKind::Sequence, List::Sequences, at)),
            };
        }
        if let Some(at) = self.constraint_of_index.get(oid) {
            return self.resolve_constraint(*at);
        }
        let at = *self.index_at.get(oid)?;
        self.relation(self.indexes.get(at)?.relation).filter(|relation| relation.ours)?;
        Some(Place::new(ObjectKind::Index, List::Indexes, at))
    }

    fn resolve_type(&self, oid: Oid) -> Option<Place> {
        let oid = self.array_of.get(oid).copied().unwrap_or(oid);
        let oid = self.range_of.get(oid).copied().unwrap_or(oid);
        if let Some(extension) = self.members.get(&(class::TYPE, oid)) {
            return self.extension_place(*extension);
        }
        if let Some(relation) = self.row_type_of.get(oid) {
            if let Some(extension) = self.members.get(&(class::CLASS, *relation)) {
                return self.extension_place(*extension);
            }
            return self.resolve_class(*relation, 0);
        }
        if let Some(place) = self.entry_place(class::TYPE, oid) {
            return Some(place);
        }
        let at = *self.type_at.get(oid)?;
        let row = self.types.get(at).filter(|row| row.ours)?;
        let kind = if row.kind == 'e' { ObjectKind::Enum } else { ObjectKind::Domain };
        Some(Place::new(kind, List::Types, at))
    }

    fn resolve_default(&self, oid: Oid) -> Option<Place> {
        let row = self.defaults.get(*self.default_by_oid.get(oid)?)?;
        let at = *self.relation_at.get(row.relation)?;
        let relation = self.relations.get(at).filter(|relation| relation.ours)?;
        let attribute = relation.attribute(row.number)?;
        let (kind, list) = if attribute.is_generated() {
            (ObjectKind::Column, List::Columns)
        } else {
            (ObjectKind::ColumnDefault, List::Defaults)
        };
        Some(Place { sub: attribute.rank, ..Place::new(kind, list, at) })
    }

    fn resolve_constraint(&self, at: usize) -> Option<Place> {
        let row = self.constraints.get(at)?;
        if row.domain != 0 {
            self.type_row(row.domain).filter(|domain| domain.ours)?;
            return Some(Place::new(ObjectKind::DomainConstraint, List::Constraints, at));
        }
        self.relation(row.relation).filter(|relation| relation.ours)?;
        row.ours().then(|| Place::new(ObjectKind::Constraint, List::Constraints, at))
    }

    /// Whether the address is that of the object itself, and not of something that resolves to it.
    pub(crate) fn is_itself(&self, address: Address) -> bool {
        if self.is_member(address.class, address.object) {
            return false;
        }
        if self.entry(address.class, address.object).is_some() {
            return true;
        }
        match address.class {
            class::CLASS => {
                let sequence = self.sequence_at.get(address.object).and_then(|at| self.sequences.get(*at));
                !self.constraint_of_index.contains(address.object) && sequence.is_none_or(|row| !row.identity)
            }
            // A composite type is known by its `pg_type` row; a table's row type is only its shadow.
            class::TYPE => {
                let relation = self.row_type_of.get(address.object).and_then(|oid| self.relation(*oid));
                relation.is_none_or(|relation| relation.kind == RelationKind::CompositeType)
                    && !self.array_of.contains(address.object)
                    && !self.range_of.contains(address.object)
            }
            class::REWRITE | class::ATTRDEF => false,
            _ => true,
        }
    }

    /// The id of a part of an object that can have a comment, or privileges, of its own: the index of a constraint, the
    /// sequence of an identity column, the row type of a relation, the multirange type of a range.
    pub(crate) fn part(&self, address: Address) -> Option<ObjectId> {
        if self.is_member(address.class, address.object) {
            return None;
        }
        match address.class {
            class::CLASS => self.part_of_relation(address),
            class::TYPE => match self.range_of.get(address.object) {
                Some(range) => match &self.entry(class::TYPE, *range)?.object {
                    Object::Range(range) => Some(ObjectId::Range(range.multirange.clone())),
                    _ => None,
                },
                None => self.row_type(*self.row_type_of.get(address.object)?),
            },
            _ => None,
        }
    }

    /// What a relation's row type goes by.
    pub(crate) fn row_type(&self, relation: Oid) -> Option<ObjectId> {
        let relation = self.relation(relation).filter(|row| row.ours)?;
        Some(ObjectId::CompositeType(relation.name.clone()))
    }

    fn part_of_relation(&self, address: Address) -> Option<ObjectId> {
        if let Some(row) = self.sequence_at.get(address.object).and_then(|at| self.sequences.get(*at)) {
            return row.identity.then(|| ObjectId::Sequence(row.name.clone()));
        }
        if !self.constraint_of_index.contains(address.object) {
            return None;
        }
        let row = self.index(address.object)?;
        Some(ObjectId::Index(self.relation(row.relation)?.name.member(&row.name)))
    }

    /// Notes what `pg_depend` says. What follows from an id (what an object is below) is not noted.
    pub(crate) fn build_depends(&self, out: &mut Builder) -> Result<(), Error> {
        let mut edges: Vec<(Place, Place, Why)> = Vec::with_capacity(self.depends.len());
        for edge in &self.depends {
            if edge.kind != 'n' && self.is_plain_index_column(edge) {
                continue;
            }
            let (Some(mut from), Some(to)) = (self.resolve(edge.from), self.resolve(edge.to)) else {
                continue;
            };
            // Such a function and its type depend on each other: the function stands on the type's name alone.
            if let Some(shell) = self.shell_under(edge) {
                edges.push((from, shell, Why::Auto));
                continue;
            }
            let is_view_column = |place: Place| {
                place.kind == ObjectKind::Column
                    && self.relations.get(place.at).is_some_and(Relation::is_view)
            };
            if is_view_column(from) {
                // A view's column is no object: the view depends.
                match self.resolve_class(edge.from.object, 0) {
                    Some(view) => from = view,
                    None => continue,
                }
            }
            // A rule depends on its own view's columns.
            if from == to || self.is_below(from, to) || is_view_column(to) && self.is_whole(from, to) {
                continue;
            }
            // A domain has its type's functions, and gets others when the type does.
            if from.kind == ObjectKind::Domain
                && edge.to.class == class::PROC
                && self.type_functions.contains(edge.to.object)
            {
                continue;
            }
            // Such a function and its range type depend on each other: the function is there first, for a type that is only
            // named.
            if edge.from.class == class::PROC
                && self
                    .canonical_of
                    .get(edge.from.object)
                    .is_some_and(|range| self.entry_place(class::TYPE, *range) == Some(to))
            {
                continue;
            }
            // A member of a family goes with its operator or function; the family stays, and must let go of it before.
            let of_member = matches!(edge.from.class, class::FAMILY_OPERATOR | class::FAMILY_FUNCTION);
            edges.push((from, to, if edge.kind == 'n' || of_member { Why::Normal } else { Why::Auto }));
        }
        edges.sort_unstable();
        edges.dedup();
        for (from, to, why) in edges {
            if let (Some(from), Some(to)) = (self.id(from), self.id(to)) {
                out.depend(from, to, why);
            }
        }
        Ok(())
    }

    /// The name of the type that a function reads or writes the values of, if this is the edge between them.
    fn shell_under(&self, edge: &Edge) -> Option<Place> {
        let function = edge.from.class == class::PROC && edge.to.class == class::TYPE;
        let of = self.shell_of.get(edge.from.object).filter(|of| function && **of == edge.to.object)?;
        self.entry_place(class::SHELL_TYPE, *of)
    }

    /// Whether `to` is what `from` is below, as its id says.
    fn is_below(&self, from: Place, to: Place) -> bool {
        let relation = |oid: Oid| to.list == List::Relations && self.relation_at.get(oid) == Some(&to.at);
        let of_relation = to.list == List::Relations && from.at == to.at;
        match from.list {
            List::Attributes | List::Columns => of_relation,
            List::Defaults => {
                of_relation || to.list == List::Columns && from.at == to.at && from.sub == to.sub
            }
            List::Constraints => self.constraints.get(from.at).is_some_and(|row| {
                if row.domain == 0 {
                    relation(row.relation)
                } else {
                    to.list == List::Types && self.type_at.get(row.domain) == Some(&to.at)
                }
            }),
            List::Indexes => self.indexes.get(from.at).is_some_and(|row| relation(row.relation)),
            List::Triggers => self.triggers.get(from.at).is_some_and(|row| relation(row.relation)),
            List::Policies => self.policies.get(from.at).is_some_and(|row| relation(row.relation)),
            List::Entries => {
                let (Some(from), Some(to)) = (self.id(from), self.id(to)) else { return false };
                from.parents().contains(&to)
            }
            // Below a schema, towards which no edge is read, or below nothing.
            List::Namespaces
            | List::Extensions
            | List::Types
            | List::Relations
            | List::Sequences
            | List::Routines => false,
        }
    }

    /// Whether `from` is the view whose column is `to`.
    fn is_whole(&self, from: Place, to: Place) -> bool {
        from.at == to.at && matches!(from.kind, ObjectKind::View | ObjectKind::MaterializedView)
    }

    /// Whether it is the edge of an index to a column that it names, which follows from the index's fields.
    fn is_plain_index_column(&self, edge: &Edge) -> bool {
        edge.from.class == class::CLASS
            && !self.constraint_of_index.contains(edge.from.object)
            && self.index(edge.from.object).is_some_and(|index| index.columns.contains(&edge.to.column))
    }
}
