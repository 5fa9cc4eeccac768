//! Languages: `pg_language`.

use schema_model::Language;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, named};
use crate::row::Row;
use crate::statement::{Statement, statement};

const LANGUAGE: Statement = statement!(Texts, "language", decode, extent: All);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let id = catalog.interner.name(row.text()?);
    let ownership = Ownership::read(row)?;
    let trusted = row.flag()?;
    let mut payload = Language::new(catalog.function(row.oid()?)?);
    payload.trusted = trusted;
    payload.inline = catalog.optional_function(row.oid()?)?;
    payload.validator = catalog.optional_function(row.oid()?)?;
    catalog.enter((class::LANGUAGE, oid), id, ownership, payload);
    Ok(())
}

impl Read for Language {
    const STATEMENTS: &'static [&'static Statement] = &[&named::NAMED_FUNCTION, &LANGUAGE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
