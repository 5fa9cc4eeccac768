//! Foreign data wrappers: `pg_foreign_data_wrapper`.

use schema_model::{ForeignDataWrapper, QualifiedName};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::Catalog;
use crate::catalog::entry::Ownership;
use crate::intern::Oid;
use crate::parse::options;
use crate::row::Row;
use crate::statement::{Statement, statement};

const FOREIGN_DATA_WRAPPER: Statement = statement!(Texts, "foreign_data_wrapper", decode, extent: All);
/// The oid of `pg_foreign_data_wrapper`.
const CLASS: Oid = 2328;

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let ownership = Ownership::read(row)?;
    let mut function = || -> Result<Option<QualifiedName>, Error> {
        Ok(match (row.oid()?, row.optional()?) {
            (namespace, Some(name)) => Some(catalog.qualified(namespace, name)),
            _ => None,
        })
    };
    let mut wrapper = ForeignDataWrapper::new();
    wrapper.handler = function()?;
    wrapper.validator = function()?;
    (wrapper.options, wrapper.secrets) = options::of_foreign(&row.texts()?, &mut catalog.interner);
    catalog.enter((CLASS, oid), name, ownership, wrapper);
    Ok(())
}

impl Read for ForeignDataWrapper {
    const STATEMENTS: &'static [&'static Statement] = &[&FOREIGN_DATA_WRAPPER];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
