//! Owners, from the catalogs of what is owned.

use schema_model::{Name, ObjectId, Owner};

use super::{Read, sequence};
use crate::Error;
use crate::build::Builder;
use crate::catalog::facts;
use crate::catalog::relation::{self, RelationKind};
use crate::catalog::{Catalog, types};
use crate::intern::Oid;
use crate::kinds::{function, schema};
use crate::statement::Statement;

/// The superuser that the cluster was made by.
const BOOTSTRAP_SUPERUSER: Oid = 10;

impl Read for Owner {
    const STATEMENTS: &'static [&'static Statement] = &[
        &facts::ROLE,
        &schema::SCHEMA,
        &relation::RELATION,
        &types::TYPE,
        &sequence::SEQUENCE,
        &function::FUNCTION,
    ];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        let mut own = |id: ObjectId, role: Oid| out.insert(id.into(), Owner::new(catalog.role(role)));
        // In canonical order, because sorting ids is dear.
        for row in catalog.namespaces.iter().filter(|row| row.ours) {
            if !is_usual(catalog, &row.name, row.owner) {
                own(ObjectId::Schema(row.name.clone()), row.owner);
            }
        }
        for kind in ['e', 'd'] {
            for row in catalog.types.iter().filter(|row| row.ours && row.kind == kind) {
                own(catalog.type_id(row), row.owner);
            }
        }
        for row in catalog.ours().filter(|row| row.kind == RelationKind::CompositeType) {
            own(ObjectId::CompositeType(row.name.clone()), row.owner);
        }
        for row in catalog.sequences.iter().filter(|row| row.ours) {
            // One that belongs to a column goes with the table's owner.
            let table = row.column.and_then(|(relation, _)| catalog.relation(relation));
            if table.is_none_or(|table| table.owner != row.owner) {
                own(ObjectId::Sequence(row.name.clone()), row.owner);
            }
        }
        for row in catalog.ours().filter(|row| row.is_table()) {
            own(ObjectId::Table(row.name.clone()), row.owner);
        }
        for row in catalog.ours().filter(|row| row.kind == RelationKind::View) {
            own(ObjectId::View(row.name.clone()), row.owner);
        }
        for row in catalog.ours().filter(|row| row.kind == RelationKind::MaterializedView) {
            own(ObjectId::MaterializedView(row.name.clone()), row.owner);
        }
        for row in catalog.routines.iter().filter(|row| row.ours) {
            if let Some(id) = row.object_id() {
                own(id, row.owner);
            }
        }
        for entry in &catalog.entries {
            if let Some(owner) = entry.owner {
                own(entry.id.clone(), owner);
            }
        }
        Ok(())
    }
}

/// Whether it is the owner that the schema `public` has in a new database.
fn is_usual(catalog: &Catalog, schema: &Name, owner: Oid) -> bool {
    *schema == "public"
        && if catalog.facts.major() >= 15 {
            catalog.role(owner) == "pg_database_owner"
        } else {
            owner == BOOTSTRAP_SUPERUSER
        }
}
