//! Configuration parameters that something is granted on: `pg_parameter_acl`.

use schema_model::Parameter;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::row::Row;
use crate::statement::{Statement, statement};

const PARAMETER: Statement = statement!(Texts, "parameter", decode, since: 15, extent: Cluster);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    // What is granted is granted in the name of the bootstrap superuser, who does not own it.
    let ownership = Ownership { owner: None, ..Ownership::read(row)? };
    catalog.enter((class::PARAMETER_ACL, oid), name, ownership, Parameter::new());
    Ok(())
}

impl Read for Parameter {
    const STATEMENTS: &'static [&'static Statement] = &[&PARAMETER];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
