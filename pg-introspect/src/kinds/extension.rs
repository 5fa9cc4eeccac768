//! Extensions: `pg_extension`.
//!
//! `plpgsql` in `pg_catalog` is left out: like the system's own schemas it is in every new database.

use schema_model::{Extension, Name};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::Catalog;
use crate::intern::Oid;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_extension`.
pub(crate) struct ExtensionRow {
    pub(crate) oid: Oid,
    pub(crate) name: Name,
    pub(crate) namespace: Oid,
    pub(crate) version: Name,
    pub(crate) relocatable: bool,
}

const EXTENSION: Statement = statement!(Facts, "extension", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let row = ExtensionRow {
        oid: row.oid()?,
        name: catalog.interner.name(row.text()?),
        namespace: row.oid()?,
        version: catalog.interner.name(row.text()?),
        relocatable: row.flag()?,
    };
    catalog.extensions.push(row);
    Ok(())
}

impl ExtensionRow {
    /// Whether it is part of the model. Where only some schemas are read, those that have their members there are.
    pub(crate) fn ours(&self, catalog: &Catalog) -> bool {
        let schema = catalog.namespace(self.namespace);
        let built_in = self.name == "plpgsql" && schema.is_some_and(|s| s.name == "pg_catalog");
        let read = catalog.schemas.is_none() || schema.is_some_and(|s| s.read);
        read && !built_in
    }
}

impl Read for Extension {
    const STATEMENTS: &'static [&'static Statement] = &[&EXTENSION];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.extensions.iter().filter(|row| row.ours(catalog)) {
            let schema = catalog.namespace_name(row.namespace);
            let mut extension = Extension::new(schema, row.version.clone());
            extension.relocatable = row.relocatable;
            out.insert_row(row.oid, 0, row.name.clone(), extension);
        }
        Ok(())
    }
}
