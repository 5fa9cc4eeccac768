//! Range types: `pg_type` with `typtype` `r`, and `pg_range`.

use schema_model::RangeType;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, named};
use crate::row::Row;
use crate::statement::{Statement, statement};

const RANGE: Statement = statement!(Texts, "range", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let ownership = Ownership::read(row)?;
    let subtype = catalog.interner.text(row.text()?);
    let operator_class = row.oid()?;
    let (collation, usual) = (row.oid()?, row.oid()?);
    let (canonical, subtype_diff) = (row.oid()?, row.oid()?);
    let multirange = row.oid()?;
    let multirange_name = row.text()?;
    let multirange_namespace = row.oid()?;
    let id = catalog.qualified(namespace, name);
    let multirange_id = catalog.qualified(multirange_namespace, multirange_name);
    let mut range = RangeType::new(subtype, multirange_id);
    range.operator_class = catalog.operator_classes.get(operator_class).map(|class| class.name.clone());
    range.collation = catalog.collation(collation, usual)?;
    range.canonical = catalog.optional_function(canonical)?;
    range.subtype_diff = catalog.optional_function(subtype_diff)?;
    catalog.range_of.insert(multirange, oid);
    catalog.canonical_of.insert(canonical, oid);
    catalog.enter((class::TYPE, oid), id, ownership, range);
    Ok(())
}

impl Read for RangeType {
    const STATEMENTS: &'static [&'static Statement] =
        &[&named::NAMED, &named::OPERATOR_CLASS, &named::NAMED_FUNCTION, &RANGE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
