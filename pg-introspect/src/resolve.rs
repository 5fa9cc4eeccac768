//! From catalog addresses to ids, and which objects are part of the model.

use schema_model::{Diagnostic, DiagnosticKind, Name, ObjectId, Options, QualifiedName, Why};

use crate::Error;
use crate::build::Builder;
use crate::catalog::depend::{Address, Edge};
use crate::catalog::relation::{Relation, RelationKind};
use crate::catalog::types::TypeRow;
use crate::catalog::{Catalog, class};
use crate::intern::Oid;
use crate::kinds::function::RoutineRow;
use crate::kinds::schema::NamespaceRow;
use crate::kinds::sequence::SequenceRow;
use crate::ledger;

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
        self.sequences.get(*self.identity_at.get(&(relation, number))?)
    }

    pub(crate) fn type_id(&self, row: &TypeRow) -> ObjectId {
        if row.kind == 'e' { ObjectId::Enum(row.name.clone()) } else { ObjectId::Domain(row.name.clone()) }
    }

    pub(crate) fn routine_id(&self, row: &RoutineRow) -> Result<ObjectId, Error> {
        let id = row.id(self)?;
        Ok(if row.kind == 'p' { ObjectId::Procedure(id) } else { ObjectId::Function(id) })
    }

    fn is_member(&self, class: Oid, oid: Oid) -> bool {
        self.members.contains_key(&(class, oid))
    }

    /// Says which of the named rows are part of the model: those in the schemas that are read, without the members of
    /// extensions, the ledgers of migration tools and what belongs to them. Called when the names are read.
    pub(crate) fn settle(&mut self) {
        let read = |catalog: &Self, namespace: Oid| catalog.namespace(namespace).is_some_and(|row| row.read);

        for at in 0..self.namespaces.len() {
            let oid = self.namespaces[at].oid;
            self.namespaces[at].ours = self.namespaces[at].read && !self.is_member(class::NAMESPACE, oid);
        }
        for at in 0..self.relations.len() {
            let row = &self.relations[at];
            let ours = read(self, row.namespace)
                && row.kind != RelationKind::ForeignTable
                && !self.is_member(class::CLASS, row.oid);
            let is_ledger =
                ours && row.is_table() && !self.include_ledgers && ledger::tool(&row.name.name).is_some();
            if is_ledger {
                self.ledgers.push(at);
            }
            self.relations[at].ours = ours && !is_ledger;
        }
        for at in 0..self.types.len() {
            let row = &self.types[at];
            let ours = read(self, row.namespace)
                && matches!(row.kind, 'd' | 'e')
                && !self.is_member(class::TYPE, row.oid);
            self.types[at].ours = ours;
        }
        self.depends.retain(|edge| {
            let of_sequence = edge.from.class == class::CLASS
                && edge.to.class == class::CLASS
                && edge.to.column > 0
                && matches!(edge.kind, 'a' | 'i');
            let at = if of_sequence { self.sequence_at.get(edge.from.object).copied() } else { None };
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
            let ours = read(self, row.namespace)
                && !row.identity
                && !of_ledger
                && !self.is_member(class::CLASS, row.oid);
            if let (true, Some(column)) = (row.identity, row.column) {
                self.identity_at.insert(column, at);
            }
            self.sequences[at].ours = ours;
        }
    }

    /// The same for routines, and whatever must be in order before objects are made.
    pub(crate) fn settle_texts(&mut self) {
        for at in 0..self.routines.len() {
            let row = &self.routines[at];
            let ours = self.namespace(row.namespace).is_some_and(|namespace| namespace.read)
                && !self.generated_routines.contains(row.oid)
                && !self.is_member(class::PROC, row.oid);
            self.routines[at].ours = ours;
        }
        for relation in &mut self.relations {
            relation.attributes.sort_unstable_by_key(|attribute| attribute.number);
        }
    }

    /// The object at an address; nothing for what is not in the model. What is part of something else resolves to that:
    /// a constraint's index to the constraint, a row type to the relation, an array to its element, an identity's sequence
    /// to the column, a view's rule to the view, an extension's member to the extension.
    pub(crate) fn resolve(&self, address: Address) -> Result<Option<ObjectId>, Error> {
        let Address { class, object, column } = address;
        if let Some(extension) = self.members.get(&(class, object)) {
            return Ok(self.extension_id(*extension));
        }
        Ok(match class {
            class::CLASS => self.resolve_class(object, column),
            class::TYPE => self.resolve_type(object),
            class::PROC => match self.routine_at.get(object).and_then(|at| self.routines.get(*at)) {
                Some(row) if row.ours => Some(self.routine_id(row)?),
                _ => None,
            },
            class::ATTRDEF => self.default_by_oid.get(object).and_then(|at| self.resolve_default(*at)),
            class::CONSTRAINT => self.resolve_constraint(object),
            class::NAMESPACE => {
                self.namespace(object).filter(|row| row.ours).map(|row| ObjectId::Schema(row.name.clone()))
            }
            class::REWRITE => self.views_of_rules.get(object).and_then(|view| self.resolve_class(*view, 0)),
            class::TRIGGER => self.resolve_trigger(object),
            class::EXTENSION => self.extension_id(object),
            class::POLICY => {
                let row = self.policy_at.get(object).and_then(|at| self.policies.get(*at));
                row.and_then(|row| {
                    let relation = self.relation(row.relation).filter(|relation| relation.ours)?;
                    Some(ObjectId::Policy(relation.name.member(&row.name)))
                })
            }
            _ => None,
        })
    }

    fn extension_id(&self, oid: Oid) -> Option<ObjectId> {
        let row = self.extensions.iter().find(|row| row.oid == oid)?;
        row.ours(self).then(|| ObjectId::Extension(row.name.clone()))
    }

    fn resolve_class(&self, oid: Oid, column: i16) -> Option<ObjectId> {
        if let Some(relation) = self.relation(oid) {
            if !relation.ours {
                return None;
            }
            let name = &relation.name;
            if column > 0 {
                let member = name.member(&relation.attribute(column)?.name);
                return Some(match relation.kind {
                    RelationKind::CompositeType => ObjectId::Attribute(member),
                    _ => ObjectId::Column(member),
                });
            }
            return Some(match relation.kind {
                RelationKind::Table | RelationKind::PartitionedTable => ObjectId::Table(name.clone()),
                RelationKind::View => ObjectId::View(name.clone()),
                RelationKind::MaterializedView => ObjectId::MaterializedView(name.clone()),
                RelationKind::CompositeType => ObjectId::CompositeType(name.clone()),
                RelationKind::ForeignTable => return None,
            });
        }
        if let Some(row) = self.sequence_at.get(oid).and_then(|at| self.sequences.get(*at)) {
            return match row.column {
                Some((relation, number)) if row.identity => self.resolve_class(relation, number),
                _ => row.ours.then(|| ObjectId::Sequence(row.name.clone())),
            };
        }
        if let Some(at) = self.constraint_of_index.get(oid) {
            return self.resolve_constraint(self.constraints.get(*at)?.oid);
        }
        let row = self.index(oid)?;
        let relation = self.relation(row.relation).filter(|relation| relation.ours)?;
        Some(ObjectId::Index(relation.name.member(&row.name)))
    }

    fn resolve_type(&self, oid: Oid) -> Option<ObjectId> {
        let oid = self.array_of.get(oid).copied().unwrap_or(oid);
        if let Some(extension) = self.members.get(&(class::TYPE, oid)) {
            return self.extension_id(*extension);
        }
        if let Some(relation) = self.row_type_of.get(oid) {
            if let Some(extension) = self.members.get(&(class::CLASS, *relation)) {
                return self.extension_id(*extension);
            }
            return self.resolve_class(*relation, 0);
        }
        self.type_row(oid).filter(|row| row.ours).map(|row| self.type_id(row))
    }

    fn resolve_default(&self, at: usize) -> Option<ObjectId> {
        let row = self.defaults.get(at)?;
        let relation = self.relation(row.relation).filter(|relation| relation.ours)?;
        let attribute = relation.attribute(row.number)?;
        let member = relation.name.member(&attribute.name);
        Some(if attribute.is_generated() {
            ObjectId::Column(member)
        } else {
            ObjectId::ColumnDefault(member)
        })
    }

    fn resolve_constraint(&self, oid: Oid) -> Option<ObjectId> {
        let row = self.constraints.get(*self.constraint_at.get(oid)?)?;
        if row.domain != 0 {
            let domain = self.type_row(row.domain).filter(|domain| domain.ours)?;
            return Some(ObjectId::DomainConstraint(domain.name.member(&row.name)));
        }
        let relation = self.relation(row.relation).filter(|relation| relation.ours)?;
        row.ours().then(|| ObjectId::Constraint(relation.name.member(&row.name)))
    }

    fn resolve_trigger(&self, oid: Oid) -> Option<ObjectId> {
        let row = self.triggers.get(*self.trigger_at.get(oid)?).filter(|row| row.parent == 0)?;
        let relation = self.relation(row.relation).filter(|relation| relation.ours)?;
        Some(ObjectId::Trigger(relation.name.member(&row.name)))
    }

    /// Whether the address is that of the object itself, and not of something that resolves to it.
    pub(crate) fn is_itself(&self, address: Address) -> bool {
        if self.is_member(address.class, address.object) {
            return false;
        }
        match address.class {
            class::CLASS => {
                let identity = self.sequence_at.get(address.object).and_then(|at| self.sequences.get(*at));
                !self.constraint_of_index.contains(address.object) && identity.is_none_or(|row| !row.identity)
            }
            // A composite type is known by its `pg_type` row; a table's row type is only its shadow.
            class::TYPE => {
                let row_type = self.row_type_of.get(address.object).and_then(|oid| self.relation(*oid));
                row_type.is_none_or(|relation| relation.kind == RelationKind::CompositeType)
                    && !self.array_of.contains(address.object)
            }
            class::REWRITE | class::ATTRDEF => false,
            _ => true,
        }
    }

    /// Notes what `pg_depend` says. What an object is below, it depends on anyway.
    pub(crate) fn build_depends(&self, out: &mut Builder) -> Result<(), Error> {
        for edge in &self.depends {
            let Some(from) = self.resolve(edge.from)? else {
                continue;
            };
            let from = match from {
                // A view's column is no object: the view depends.
                ObjectId::Column(_) if edge.from.class == class::CLASS => {
                    let whole = self.resolve_class(edge.from.object, 0);
                    match whole {
                        Some(view @ (ObjectId::View(_) | ObjectId::MaterializedView(_))) => view,
                        _ => from,
                    }
                }
                _ => from,
            };
            let Some(to) = self.resolve(edge.to)? else {
                continue;
            };
            if edge.kind != 'n' && self.is_plain_index_column(edge) {
                continue;
            }
            if from == to || from.parents().contains(&to) || is_column_of(&to, &from) {
                continue;
            }
            out.depend(from, to, if edge.kind == 'n' { Why::Normal } else { Why::Auto });
        }
        Ok(())
    }

    /// Whether it is the edge of an index to a column that it names, which follows from the index's fields.
    fn is_plain_index_column(&self, edge: &Edge) -> bool {
        edge.from.class == class::CLASS
            && !self.constraint_of_index.contains(edge.from.object)
            && self.index(edge.from.object).is_some_and(|index| index.columns.contains(&edge.to.column))
    }

    /// Tells what was left out on purpose.
    pub(crate) fn report_left_out(&self, out: &mut Builder) {
        for at in &self.ledgers {
            let Some(relation) = self.relations.get(*at) else { continue };
            let tool = ledger::tool(&relation.name.name).unwrap_or_default();
            out.report(Diagnostic::new(
                DiagnosticKind::Ledger,
                "pg_class",
                relation.describe(),
                format!("the ledger of {tool}: what it holds is data, and the tool makes it itself"),
            ));
        }
        for extension in &self.extensions {
            let count = self.members.values().filter(|oid| **oid == extension.oid).count();
            if count > 0 && extension.ours(self) {
                out.report(Diagnostic::new(
                    DiagnosticKind::ExtensionMember,
                    "pg_extension",
                    format!("extension {}", extension.name),
                    format!("{count} members stand and fall with it"),
                ));
            }
        }
        for oid in &self.detaching {
            if let Some(relation) = self.relation(*oid).filter(|relation| relation.ours) {
                out.report(Diagnostic::new(
                    DiagnosticKind::Note,
                    "pg_inherits",
                    relation.describe(),
                    "it is being detached from its partitioned table: finish with ALTER TABLE … DETACH PARTITION … FINALIZE",
                ));
            }
        }
        if let Some(asked) = &self.schemas {
            for name in asked.iter().filter(|name| !self.namespaces.iter().any(|row| row.name == **name)) {
                out.report(Diagnostic::new(
                    DiagnosticKind::Note,
                    "pg_namespace",
                    format!("schema {name}"),
                    "it was asked for, but there is none of that name",
                ));
            }
        }
    }
}

/// Whether `column` is a column of the view `view`: a rule depends on its own view's columns.
fn is_column_of(column: &ObjectId, view: &ObjectId) -> bool {
    match (column, view) {
        (ObjectId::Column(column), ObjectId::View(view) | ObjectId::MaterializedView(view)) => {
            column.schema == view.schema && column.parent == view.name
        }
        _ => false,
    }
}
