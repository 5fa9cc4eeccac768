//! Borrowed views for people: a table and what is below it.

use crate::kinds::*;
use crate::{Name, ObjectId, QualifiedName, Schema};

/// A table and what is below it.
#[derive(Clone, Copy, Debug)]
pub struct TableView<'a> {
    schema: &'a Schema,
    name: &'a QualifiedName,
    table: &'a Table,
}

/// Any relation (a table, a view, a materialized view) and what is below it.
#[derive(Clone, Copy, Debug)]
pub struct RelationView<'a> {
    schema: &'a Schema,
    id: &'a ObjectId,
    name: &'a QualifiedName,
}

/// A domain and what is below it.
#[derive(Clone, Copy, Debug)]
pub struct DomainView<'a> {
    schema: &'a Schema,
    name: &'a QualifiedName,
    domain: &'a Domain,
}

impl Schema {
    /// A table by its name.
    pub fn table_view(&self, name: &QualifiedName) -> Option<TableView<'_>> {
        let (id, object) = self.object_entry(&ObjectId::Table(name.clone()))?;
        let (ObjectId::Table(name), crate::Object::Table(table)) = (id, object) else {
            return None;
        };
        Some(TableView { schema: self, name, table })
    }

    /// All tables in canonical order.
    pub fn tables(&self) -> impl Iterator<Item = TableView<'_>> {
        self.all::<Table>().map(|(name, table)| TableView { schema: self, name, table })
    }

    /// A table, view or materialized view by its name.
    pub fn relation_view(&self, name: &QualifiedName) -> Option<RelationView<'_>> {
        [
            ObjectId::Table(name.clone()),
            ObjectId::View(name.clone()),
            ObjectId::MaterializedView(name.clone()),
        ]
        .iter()
        .find_map(|id| self.object_entry(id))
        .and_then(|(id, _)| match id {
            ObjectId::Table(name) | ObjectId::View(name) | ObjectId::MaterializedView(name) => {
                Some(RelationView { schema: self, id, name })
            }
            _ => None,
        })
    }

    /// A domain by its name.
    pub fn domain_view(&self, name: &QualifiedName) -> Option<DomainView<'_>> {
        let (id, object) = self.object_entry(&ObjectId::Domain(name.clone()))?;
        let (ObjectId::Domain(name), crate::Object::Domain(domain)) = (id, object) else {
            return None;
        };
        Some(DomainView { schema: self, name, domain })
    }

    /// The comment on an object.
    pub fn comment(&self, id: &ObjectId) -> Option<&str> {
        self.get::<Comment>(&id.clone().into()).map(|comment| comment.text.as_str())
    }
}

macro_rules! below {
    ($($(#[$doc:meta])* $method:ident: $kind:ty;)*) => {$(
        $(#[$doc])*
        pub fn $method(&self) -> impl Iterator<Item = (&'a Name, &'a $kind)> + use<'a> {
            let name = self.name;
            self.schema
                .from::<$kind>(name.member(""))
                .take_while(move |(id, _)| id.schema == name.schema && id.parent == name.name)
                .map(|(id, payload)| (&id.name, payload))
        }
    )*};
}

impl<'a> TableView<'a> {
    /// Its name.
    pub fn name(&self) -> &'a QualifiedName {
        self.name
    }

    /// Its own fields.
    pub fn table(&self) -> &'a Table {
        self.table
    }

    /// Its columns by position.
    pub fn columns(&self) -> impl Iterator<Item = (&'a Name, &'a Column)> + use<'a> {
        let mut columns: Vec<_> = self.columns_by_name().collect();
        columns.sort_by_key(|(_, column)| column.position);
        columns.into_iter()
    }

    below! {
        /// Its columns by name.
        columns_by_name: Column;
        /// Its column defaults by column.
        defaults: ColumnDefault;
        /// Its constraints by name.
        constraints: Constraint;
        /// Its policies by name.
        policies: Policy;
        /// Its indexes by name, without those of constraints.
        indexes: Index;
        /// Its triggers by name.
        triggers: Trigger;
    }

    /// Its comment.
    pub fn comment(&self) -> Option<&'a str> {
        self.schema.comment(&ObjectId::Table(self.name.clone()))
    }

    /// Its owner, where it is said.
    pub fn owner(&self) -> Option<&'a Name> {
        self.schema.owner(&ObjectId::Table(self.name.clone()))
    }
}

impl<'a> RelationView<'a> {
    /// Its id.
    pub fn id(&self) -> &'a ObjectId {
        self.id
    }

    below! {
        /// Its indexes by name, without those of constraints.
        indexes: Index;
        /// Its triggers by name.
        triggers: Trigger;
        /// Its column defaults by column.
        defaults: ColumnDefault;
    }
}

impl<'a> DomainView<'a> {
    /// Its own fields.
    pub fn domain(&self) -> &'a Domain {
        self.domain
    }

    below! {
        /// Its check constraints by name.
        constraints: DomainConstraint;
    }
}
