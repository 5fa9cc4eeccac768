//! Fields that are names: what a rename makes of them is exact.

use std::sync::Arc;

use schema_model::{
    Column, Constraint, ConstraintDefinition, EnumType, Identity, Index, IndexKey, MaterializedView,
    MemberName, Name, Object, ObjectId, PublicationTable, QualifiedName, ReplicaIdentity, Schema, Sequence,
    Statistics, Table, Trigger, object_name,
};

use super::Renames;

impl Renames {
    /// An object with the names of others as they are after the renames. `id` is the object's own, before them.
    pub(super) fn with_names(&self, from: &Schema, id: &ObjectId, object: &Object) -> Object {
        match (id, object) {
            (ObjectId::Enum(_), Object::Enum(type_)) => {
                let mut type_ = EnumType::clone(type_);
                self.rename_labels(id, &mut type_.labels);
                Object::Enum(Arc::new(type_))
            }
            (ObjectId::Column(name), Object::Column(column)) => {
                let mut column = Column::clone(column);
                self.keep_chosen_names(from, name, &mut column);
                Object::Column(Arc::new(column))
            }
            (ObjectId::Constraint(name), Object::Constraint(constraint)) => {
                let mut constraint = Constraint::clone(constraint);
                self.constraint(&name.parent(), &mut constraint);
                Object::Constraint(Arc::new(constraint))
            }
            (ObjectId::Index(name), Object::Index(index)) => {
                let mut index = Index::clone(index);
                let relation = name.parent();
                for column in &mut index.columns {
                    if let IndexKey::Column(name) = &mut column.key {
                        *name = self.column(&relation, name);
                    }
                }
                self.columns(&relation, &mut index.include);
                index.attached_to = index.attached_to.map(|parent| self.member(&parent, ObjectId::Index));
                Object::Index(Arc::new(index))
            }
            (ObjectId::Trigger(name), Object::Trigger(trigger)) => {
                let mut trigger = Trigger::clone(trigger);
                self.columns(&name.parent(), &mut trigger.update_columns);
                trigger.on_partitions = trigger
                    .on_partitions
                    .iter()
                    .map(|(table, state)| (self.relation(table), *state))
                    .collect();
                if let Some(table) = trigger.constraint.as_mut().and_then(|c| c.from_table.as_mut()) {
                    *table = self.relation(table);
                }
                Object::Trigger(Arc::new(trigger))
            }
            (ObjectId::Statistics(_), Object::Statistics(statistics)) => {
                let mut statistics = Statistics::clone(statistics);
                let column = |name: &Name| self.column(&statistics.table, name);
                statistics.columns = statistics.columns.iter().map(column).collect();
                statistics.table = self.relation(&statistics.table);
                Object::Statistics(Arc::new(statistics))
            }
            (ObjectId::PublicationTable(name), Object::PublicationTable(published)) => {
                let mut published = PublicationTable::clone(published);
                if let (ObjectId::Table(table), Some(columns)) = (name.target.id(), &mut published.columns) {
                    *columns = columns.iter().map(|name| self.column(table, name)).collect();
                }
                Object::PublicationTable(Arc::new(published))
            }
            (ObjectId::Sequence(_), Object::Sequence(sequence)) => {
                let mut sequence = Sequence::clone(sequence);
                sequence.owned_by = sequence.owned_by.map(|column| self.member(&column, ObjectId::Column));
                Object::Sequence(Arc::new(sequence))
            }
            (ObjectId::Table(name), Object::Table(table)) => {
                let mut table = Table::clone(table);
                table.inherits = table.inherits.iter().map(|parent| self.relation(parent)).collect();
                if let Some(of) = &mut table.partition_of {
                    of.parent = self.relation(&of.parent);
                }
                if let Some(of) = &mut table.of_type
                    && let ObjectId::CompositeType(new) = self.id(&ObjectId::CompositeType(of.clone()))
                {
                    *of = new;
                }
                if let Some(server) = &mut table.server
                    && let ObjectId::ForeignServer(new) = self.id(&ObjectId::ForeignServer(server.clone()))
                {
                    *server = new;
                }
                let index = |index: &Name| self.index(name, index);
                table.cluster_on = table.cluster_on.as_ref().map(index);
                if let ReplicaIdentity::Index(name) = &mut table.replica_identity {
                    *name = index(name);
                }
                Object::Table(Arc::new(table))
            }
            (ObjectId::MaterializedView(name), Object::MaterializedView(view)) => {
                let mut view = MaterializedView::clone(view);
                view.cluster_on = view.cluster_on.map(|index| self.index(name, &index));
                Object::MaterializedView(Arc::new(view))
            }
            _ => object.clone(),
        }
    }

    fn rename_labels(&self, id: &ObjectId, labels: &mut [Name]) {
        let ObjectId::Enum(name) = self.id(id) else { return };
        let Some(new) = self.labels_of(&name) else { return };
        for label in labels {
            if let Some(new) = new.get(label) {
                *label = new.clone();
            }
        }
    }

    /// The name of an index, which may be that of a constraint.
    fn index(&self, relation: &QualifiedName, index: &Name) -> Name {
        let name = relation.member(index);
        let constraint = self.get(&ObjectId::Constraint(name.clone()));
        constraint.or_else(|| self.get(&ObjectId::Index(name))).unwrap_or(index).clone()
    }

    fn constraint(&self, table: &QualifiedName, constraint: &mut Constraint) {
        match &mut constraint.definition {
            ConstraintDefinition::PrimaryKey(key) | ConstraintDefinition::Unique(key) => {
                self.columns(table, &mut key.columns);
                self.columns(table, &mut key.include);
            }
            ConstraintDefinition::ForeignKey(key) => {
                self.columns(table, &mut key.columns);
                self.columns(table, &mut key.on_delete_columns);
                self.columns(&key.references, &mut key.referenced_columns);
                key.references = self.relation(&key.references);
            }
            // Their names are in texts.
            ConstraintDefinition::Check(_) | ConstraintDefinition::Exclusion(_) => {}
        }
        constraint.attached_to =
            constraint.attached_to.take().map(|parent| self.member(&parent, ObjectId::Constraint));
    }

    fn relation(&self, name: &QualifiedName) -> QualifiedName {
        let images =
            [ObjectId::Table(name.clone()), ObjectId::MaterializedView(name.clone())].map(|id| self.id(&id));
        let renamed = images.into_iter().find_map(|image| match image {
            ObjectId::Table(new) | ObjectId::MaterializedView(new) if new != *name => Some(new),
            _ => None,
        });
        renamed.unwrap_or_else(|| name.clone())
    }

    fn member(&self, name: &MemberName, kind: fn(MemberName) -> ObjectId) -> MemberName {
        match self.id(&kind(name.clone())) {
            ObjectId::Column(name) | ObjectId::Constraint(name) | ObjectId::Index(name) => name,
            _ => name.clone(),
        }
    }

    fn column(&self, relation: &QualifiedName, name: &Name) -> Name {
        self.get(&ObjectId::Column(relation.member(name))).unwrap_or(name).clone()
    }

    fn columns(&self, relation: &QualifiedName, names: &mut [Name]) {
        for name in names {
            *name = self.column(relation, name);
        }
    }

    /// Names that PostgreSQL chose by the old names stay, and are then no longer what it would choose.
    fn keep_chosen_names(&self, from: &Schema, old: &MemberName, column: &mut Column) {
        let new = self.member(old, ObjectId::Column);
        let keep = |held: &mut Option<Name>, label: &str| {
            let chosen = object_name(&new.parent, Some(&new.name), label);
            let now = held.clone().unwrap_or_else(|| object_name(&old.parent, Some(&old.name), label));
            *held = (now != chosen).then_some(now);
        };
        if let Some(Identity { sequence, .. }) = column.identity.as_deref_mut() {
            keep(sequence, "seq");
        }
        // Older servers have no names for them.
        if from.server.major() >= 18
            && let Some(not_null) = &mut column.not_null
        {
            keep(&mut not_null.name, "not_null");
        }
    }
}
