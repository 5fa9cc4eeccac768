//! Transforms: `pg_transform`.

use schema_model::{Transform, TransformName};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, named};
use crate::row::Row;
use crate::statement::{Statement, statement};

const TRANSFORM: Statement = statement!(Texts, "transform", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let type_name = catalog.interner.text(row.text()?);
    let language = catalog.interner.name(row.text()?);
    let (from_sql, to_sql) = (row.oid()?, row.oid()?);
    let id = TransformName { type_name, language };
    let payload = Transform::new(catalog.optional_function(from_sql)?, catalog.optional_function(to_sql)?);
    catalog.enter((class::TRANSFORM, oid), id, Ownership::default(), payload);
    Ok(())
}

impl Read for Transform {
    const STATEMENTS: &'static [&'static Statement] = &[&named::NAMED_FUNCTION, &TRANSFORM];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
