//! Attributes of composite types: `pg_attribute`.

use schema_model::Attribute;

use super::{Read, column};
use crate::Error;
use crate::build::Builder;
use crate::catalog::relation::{self, RelationKind};
use crate::catalog::{Catalog, types};
use crate::statement::Statement;

impl Read for Attribute {
    const STATEMENTS: &'static [&'static Statement] = &[&relation::RELATION, &types::TYPE, &column::COLUMN];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for relation in catalog.ours().filter(|row| row.kind == RelationKind::CompositeType) {
            for (row, position) in relation.columns_by_name() {
                let mut attribute = Attribute::new(row.type_name.clone(), position);
                attribute.collation =
                    catalog.collation(row.collation, catalog.type_collation(row.type_oid))?;
                out.insert_row(relation.oid, row.number, relation.name.member(&row.name), attribute);
            }
        }
        Ok(())
    }
}
