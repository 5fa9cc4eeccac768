//! Conversions: `pg_conversion`.

use schema_model::Conversion;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, named};
use crate::row::Row;
use crate::statement::{Statement, statement};

const CONVERSION: Statement = statement!(Texts, "conversion", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let owner = row.oid()?;
    let (from, to) = (catalog.interner.name(row.text()?), catalog.interner.name(row.text()?));
    let function = catalog.function(row.oid()?)?;
    let id = catalog.qualified(namespace, name);
    let mut payload = Conversion::new(from, to, function);
    payload.default = row.flag()?;
    catalog.enter((class::CONVERSION, oid), id, Ownership::owner(owner), payload);
    Ok(())
}

impl Read for Conversion {
    const STATEMENTS: &'static [&'static Statement] = &[&named::NAMED_FUNCTION, &CONVERSION];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
