//! Roles: `pg_roles`, the part of `pg_authid` that everybody may read, without the passwords.

use schema_model::Role;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::parse::options;
use crate::row::Row;
use crate::statement::{Statement, statement};

const ROLE: Statement = statement!(Texts, "role", decode, extent: Cluster);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let mut role = Role::new();
    role.superuser = row.flag()?;
    role.create_role = row.flag()?;
    role.create_database = row.flag()?;
    role.no_inherit = !row.flag()?;
    role.login = row.flag()?;
    role.replication = row.flag()?;
    role.bypass_row_security = row.flag()?;
    role.connection_limit = row.number()?;
    role.valid_until = row.optional()?.map(|text| catalog.interner.text(text));
    role.settings = options::parse(&row.texts()?, "", &mut catalog.interner);
    catalog.comment_on(class::ROLE, oid, row)?;
    catalog.enter((class::ROLE, oid), name, Ownership::default(), role);
    Ok(())
}

impl Read for Role {
    const STATEMENTS: &'static [&'static Statement] = &[&ROLE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
