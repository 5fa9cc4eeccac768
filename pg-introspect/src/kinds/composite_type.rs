//! Composite types: `pg_class` with `relkind` `c`.

use schema_model::CompositeType;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::relation::{self, RelationKind};
use crate::catalog::{Catalog, types};
use crate::statement::Statement;

impl Read for CompositeType {
    const STATEMENTS: &'static [&'static Statement] = &[&relation::RELATION, &types::ROW_TYPE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.ours().filter(|row| row.kind == RelationKind::CompositeType) {
            out.insert_row(row.oid, 0, row.name.clone(), CompositeType::new());
        }
        Ok(())
    }
}
