//! Access methods: `pg_am`.

use schema_model::{AccessMethod, AccessMethodType};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, named};
use crate::row::Row;
use crate::statement::{Statement, statement};

const ACCESS_METHOD: Statement = statement!(Texts, "access_method", decode, extent: All);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let id = catalog.interner.name(row.text()?);
    let method_type = match row.letter()? {
        't' => AccessMethodType::Table,
        'i' => AccessMethodType::Index,
        other => return Err(row.fault(format!("amtype `{other}`"))),
    };
    let payload = AccessMethod::new(method_type, catalog.function(row.oid()?)?);
    catalog.enter((class::ACCESS_METHOD, oid), id, Ownership::default(), payload);
    Ok(())
}

impl Read for AccessMethod {
    const STATEMENTS: &'static [&'static Statement] = &[&named::NAMED_FUNCTION, &ACCESS_METHOD];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
