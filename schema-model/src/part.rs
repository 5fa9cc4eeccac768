//! Parts: what has a name of its own in SQL, and can have a comment or grants, but is a field of an object here.

use std::collections::BTreeSet;

use crate::kinds::{Column, Constraint, Domain, MaterializedView, NotNull, RangeType, View, ViewColumn};
use crate::{MemberName, Name, Object, ObjectId, QualifiedName, Schema, object_name};

/// The sequences of identity columns, each with its column: a sequence's name does not say which column it belongs to. What
/// it holds follows from the objects.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Generators(BTreeSet<(QualifiedName, MemberName)>);

impl Generators {
    fn entry(id: &ObjectId, object: &Object) -> Option<(QualifiedName, MemberName)> {
        match (id, object) {
            (ObjectId::Column(id), Object::Column(column)) => {
                Some((column.identity_sequence(id)?, id.clone()))
            }
            _ => None,
        }
    }

    pub(crate) fn add(&mut self, id: &ObjectId, object: &Object) {
        self.0.extend(Self::entry(id, object));
    }

    pub(crate) fn remove(&mut self, id: &ObjectId, object: &Object) {
        if let Some(entry) = Self::entry(id, object) {
            self.0.remove(&entry);
        }
    }

    fn column(&self, sequence: &QualifiedName) -> Option<&MemberName> {
        let first = (sequence.clone(), MemberName::new("", "", ""));
        self.0.range(first..).next().filter(|(name, _)| name == sequence).map(|(_, column)| column)
    }
}

impl Column {
    /// The name of the column's not-null constraint (18+): its own, that of the one it has from a parent, or the one that
    /// PostgreSQL chooses.
    pub fn not_null_constraint(&self, id: &MemberName) -> Option<Name> {
        let not_null = self.not_null.as_ref()?;
        let own = || not_null_name(not_null, &id.parent, Some(&id.name));
        Some(self.inherited_not_null.clone().unwrap_or_else(own))
    }

    /// Whether the not-null constraint goes by this name. Cheaper than asking for the name.
    fn has_not_null(&self, id: &MemberName, name: &Name) -> bool {
        match (&self.not_null, &self.inherited_not_null) {
            (None, _) => false,
            (Some(_), Some(inherited)) => inherited == name,
            (Some(not_null), None) => is_not_null_name(not_null, name, &id.parent, Some(&id.name)),
        }
    }

    /// The name of the sequence behind an identity column: its own, or the one that PostgreSQL chooses.
    pub fn identity_sequence(&self, id: &MemberName) -> Option<QualifiedName> {
        let identity = self.identity.as_ref()?;
        let name =
            identity.sequence.clone().unwrap_or_else(|| object_name(&id.parent, Some(&id.name), "seq"));
        Some(QualifiedName::new(id.schema.clone(), name))
    }
}

fn not_null_name(not_null: &NotNull, first: &Name, second: Option<&Name>) -> Name {
    not_null.name.clone().unwrap_or_else(|| object_name(first, second, "not_null"))
}

fn is_not_null_name(not_null: &NotNull, name: &Name, first: &Name, second: Option<&Name>) -> bool {
    match &not_null.name {
        Some(own) => own == name,
        None => name.ends_with("_not_null") && object_name(first, second, "not_null") == *name,
    }
}

impl Schema {
    /// The object that something without an object of its own is part of: of a column that is a field of a view, the view;
    /// of the index of a constraint, the constraint; of a not-null constraint, the column or the domain; of the sequence of
    /// an identity, the column; of a row type, which goes by the name of its relation, the relation; of a multirange type, the range.
    pub(crate) fn whole(&self, id: &ObjectId) -> Option<&ObjectId> {
        let entry = |id: ObjectId| self.object_entry(&id).map(|(id, _)| id);
        match id {
            ObjectId::Column(name) => {
                let relation = name.parent();
                let has = |columns: &[ViewColumn]| columns.iter().any(|c| c.name == name.name);
                if self.get::<View>(&relation).is_some_and(|v| has(&v.columns)) {
                    return entry(ObjectId::View(relation));
                }
                if self.get::<MaterializedView>(&relation).is_some_and(|v| has(&v.columns)) {
                    return entry(ObjectId::MaterializedView(relation));
                }
                None
            }
            ObjectId::Index(name) if self.get::<Constraint>(name).is_some_and(Constraint::has_index) => {
                entry(ObjectId::Constraint(name.clone()))
            }
            ObjectId::Constraint(name) => {
                let table = name.parent();
                let found = self.table_view(&table)?.columns_by_name().find_map(|(column, payload)| {
                    let id = table.member(column);
                    payload.has_not_null(&id, &name.name).then_some(id)
                });
                entry(ObjectId::Column(found?))
            }
            ObjectId::DomainConstraint(name) => {
                let domain = name.parent();
                let not_null = self.get::<Domain>(&domain)?.not_null.as_ref()?;
                let found = is_not_null_name(not_null, &name.name, &domain.name, None);
                found.then(|| entry(ObjectId::Domain(domain))).flatten()
            }
            ObjectId::Sequence(name) => entry(ObjectId::Column(self.generators.column(name)?.clone())),
            ObjectId::CompositeType(name) => {
                let relations: [fn(QualifiedName) -> ObjectId; 3] =
                    [ObjectId::Table, ObjectId::View, ObjectId::MaterializedView];
                relations.into_iter().find_map(|relation| entry(relation(name.clone())))
            }
            ObjectId::Range(name) => {
                let (range, _) = self.all::<RangeType>().find(|(_, range)| range.multirange == *name)?;
                entry(ObjectId::Range(range.clone()))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::ConstraintDefinition;
    use crate::kinds::{Comment, Identity, IdentityGeneration, KeyConstraint, SequenceOptions, Table};
    use crate::{SelectorRule, Server};

    fn schema() -> (Schema, QualifiedName) {
        let mut schema = Schema::new(Server::new(180_000));
        let table = QualifiedName::new("public", "Odd \"t");
        let mut id = Column::new("bigint", 1).not_null();
        id.identity = Some(Box::new(Identity {
            generation: IdentityGeneration::Always,
            options: SequenceOptions::ascending("bigint"),
            sequence: None,
            persistence: None,
        }));
        schema.insert(table.clone(), Table::new());
        schema.insert(table.member("id"), id);
        let key = ConstraintDefinition::PrimaryKey(KeyConstraint::new(["id"]));
        schema.insert(table.member("key"), Constraint::new(key));
        (schema, table)
    }

    #[test]
    fn parts_lead_to_their_objects() {
        let (mut schema, table) = schema();
        let column = ObjectId::Column(table.member("id"));
        let sequence = ObjectId::Sequence(QualifiedName::new("public", "Odd \"t_id_seq"));
        let not_null = ObjectId::Constraint(table.member("Odd \"t_id_not_null"));
        let index = ObjectId::Index(table.member("key"));
        assert_eq!(schema.resolve(&sequence), Some(&column));
        assert_eq!(schema.resolve(&not_null), Some(&column));
        assert_eq!(schema.resolve(&index), Some(&ObjectId::Constraint(table.member("key"))));
        // Under other names.
        schema.update::<Column>(&table.member("id"), |column| {
            column.inherited_not_null = Some("above".into());
            column.identity.iter_mut().for_each(|identity| identity.sequence = Some("counter".into()));
        });
        assert_eq!(schema.resolve(&sequence), None);
        assert_eq!(schema.resolve(&not_null), None);
        let counter = ObjectId::Sequence(QualifiedName::new("public", "counter"));
        assert_eq!(schema.resolve(&counter), Some(&column));
        assert_eq!(schema.resolve(&ObjectId::Constraint(table.member("above"))), Some(&column));
        schema.remove(&column);
        assert_eq!(schema.resolve(&counter), None);
        let row = ObjectId::CompositeType(table.clone());
        assert_eq!(schema.resolve(&row), Some(&ObjectId::Table(table.clone())));
        let (range, multirange) =
            (QualifiedName::new("public", "r"), QualifiedName::new("public", "r_multirange"));
        schema.insert(range.clone(), RangeType::new("integer", multirange.clone()));
        assert_eq!(schema.resolve(&ObjectId::Range(multirange)), Some(&ObjectId::Range(range)));
        assert_eq!(schema.resolve(&ObjectId::Range(table)), None);
    }

    #[test]
    fn what_is_on_a_part_counts_with_the_object() {
        let (mut schema, table) = schema();
        let sequence = ObjectId::Sequence(QualifiedName::new("public", "Odd \"t_id_seq"));
        let comment = ObjectId::Comment(sequence.into());
        schema.insert_object(comment.clone(), crate::Kind::object(Comment::new("counts"))).unwrap();
        assert_eq!(schema.parent(&comment), Some(&ObjectId::Column(table.member("id"))));
        let rule: SelectorRule = "-table:public.Odd*".parse().unwrap();
        let selector = crate::Selector::everything().with(rule);
        assert!(!selector.selects(&schema, &comment));
    }
}
