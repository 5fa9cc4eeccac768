//! Operators: `pg_operator`.

use schema_model::{Operator, OperatorName, QualifiedName};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class, named};
use crate::row::Row;
use crate::statement::{Statement, statement};

const OPERATOR: Statement = statement!(Texts, "operator", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = row.text()?;
    let namespace = row.oid()?;
    let owner = row.oid()?;
    let left = row.optional()?.map(|text| catalog.interner.text(text));
    let right = catalog.interner.text(row.text()?);
    let function = row.oid()?;
    let mut other = |row: &mut Row<'_>| -> Result<_, Error> {
        let (name, namespace) = (row.optional()?, row.oid()?);
        Ok(name.map(|name| catalog.qualified(namespace, name)))
    };
    let (commutator, negator) = (other(row)?, other(row)?);
    let (restrict, join) = (row.oid()?, row.oid()?);
    let QualifiedName { schema, name } = catalog.qualified(namespace, name);
    let id = OperatorName { schema, name, left, right };
    let mut payload = Operator::new(catalog.function(function)?);
    payload.commutator = commutator;
    payload.negator = negator;
    payload.restrict = catalog.optional_function(restrict)?;
    payload.join = catalog.optional_function(join)?;
    payload.hashes = row.flag()?;
    payload.merges = row.flag()?;
    catalog.enter((class::OPERATOR, oid), id, Ownership::owner(owner), payload);
    Ok(())
}

impl Read for Operator {
    const STATEMENTS: &'static [&'static Statement] = &[&named::NAMED_FUNCTION, &OPERATOR];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
