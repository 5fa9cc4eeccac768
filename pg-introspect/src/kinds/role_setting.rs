//! What sessions of roles in the database begin with: its rows of `pg_db_role_setting`. Read where all schemas are.

use schema_model::RoleSetting;

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::entry::Ownership;
use crate::catalog::{Catalog, class};
use crate::parse::options;
use crate::row::Row;
use crate::statement::{Statement, statement};

const ROLE_SETTING: Statement = statement!(Texts, "role_setting", decode, extent: All);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let role = row.oid()?;
    let settings = options::parse(&row.texts()?, "", &mut catalog.interner);
    let name = catalog.role(role);
    catalog.enter((class::ROLE_SETTING, role), name, Ownership::default(), RoleSetting::new(settings));
    Ok(())
}

impl Read for RoleSetting {
    const STATEMENTS: &'static [&'static Statement] = &[&ROLE_SETTING];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
