//! Schemas: `pg_namespace`.

use schema_model::{Name, Namespace};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::{Acl, Catalog, relation};
use crate::intern::Oid;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_namespace`.
pub(crate) struct NamespaceRow {
    pub(crate) oid: Oid,
    pub(crate) name: Name,
    pub(crate) owner: Oid,
    pub(crate) acl: Acl,
    /// The list as it stands, for schemas with first privileges of their own.
    pub(crate) acl_text: String,
    /// Whether what is in it is read.
    pub(crate) read: bool,
    /// Whether it is itself part of the model.
    pub(crate) ours: bool,
}

pub(crate) const SCHEMA: Statement = statement!(Facts, "schema", decode);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let owner = row.oid()?;
    let list = row.optional()?;
    let default = row.text()?;
    let acl = relation::acl_of(list, Some(default));
    let acl_text = list.unwrap_or(default).to_owned();
    let read = !is_system(&name) && catalog.schemas.as_ref().is_none_or(|asked| asked.contains(&name));
    catalog.namespace_at.insert(oid, catalog.namespaces.len());
    catalog.namespaces.push(NamespaceRow { oid, name, owner, acl, acl_text, read, ours: read });
    Ok(())
}

/// The system's own schemas, and those of sessions' temporary objects. PostgreSQL reserves the prefix.
fn is_system(name: &str) -> bool {
    name == "information_schema" || name.starts_with("pg_")
}

impl Read for Namespace {
    const STATEMENTS: &'static [&'static Statement] = &[&SCHEMA];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.namespaces.iter().filter(|row| row.ours) {
            out.insert_row(row.oid, 0, row.name.clone(), Namespace::new());
        }
        Ok(())
    }
}
