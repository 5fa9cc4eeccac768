//! Domains: `pg_type` with `typtype` `d`.

use schema_model::Domain;

use super::{Read, column};
use crate::Error;
use crate::build::Builder;
use crate::catalog::{Catalog, types};
use crate::statement::Statement;

impl Read for Domain {
    const STATEMENTS: &'static [&'static Statement] = &[&types::TYPE, &column::NOT_NULL];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.types.iter().filter(|row| row.ours && row.kind == 'd') {
            let base = row.base_text.clone().unwrap_or_else(|| "???".into());
            let mut domain = Domain::new(base);
            domain.collation = catalog.collation(row.collation, catalog.type_collation(row.base))?;
            domain.default = row.default.clone();
            if row.not_null {
                let said = catalog.not_nulls.get((row.oid, 0));
                domain.not_null = Some(said.cloned().unwrap_or_default());
            }
            out.insert_row(row.oid, 0, row.name.clone(), domain);
        }
        Ok(())
    }
}
