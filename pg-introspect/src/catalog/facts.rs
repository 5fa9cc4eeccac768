//! The server, the database and the transaction; roles.

use crate::Error;
use crate::catalog::Catalog;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// What is asked first.
#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) version_num: u32,
    pub(crate) database: String,
    pub(crate) encoding: String,
    pub(crate) isolation: String,
}

impl Facts {
    pub(crate) fn major(&self) -> u32 {
        self.version_num / 10_000
    }
}

pub(crate) const FACTS: Statement = statement!(Facts, "facts", decode);
pub(crate) const ROLE: Statement = statement!(Facts, "role_name", decode_role);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    catalog.facts = Facts {
        version_num: row.number()?,
        database: row.text()?.to_owned(),
        encoding: row.text()?.to_owned(),
        isolation: row.text()?.to_owned(),
    };
    Ok(())
}

fn decode_role(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    catalog.roles.insert(oid, name);
    Ok(())
}
