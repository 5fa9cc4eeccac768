//! User mappings: `pg_user_mappings`.

use schema_model::{PartName, UserMapping};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::Catalog;
use crate::catalog::entry::Ownership;
use crate::intern::Oid;
use crate::parse::options;
use crate::row::Row;
use crate::statement::{Statement, statement};

const USER_MAPPING: Statement = statement!(Texts, "user_mapping", decode, extent: All, optional: true);
/// The oid of `pg_user_mapping`.
const CLASS: Oid = 1418;

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let server = catalog.interner.name(row.text()?);
    let role = catalog.interner.name(row.text()?);
    let mut mapping = UserMapping::new();
    (mapping.options, mapping.secrets) = options::of_foreign(&row.texts()?, &mut catalog.interner);
    catalog.enter((CLASS, oid), PartName::new(server, role), Ownership::default(), mapping);
    Ok(())
}

impl Read for UserMapping {
    const STATEMENTS: &'static [&'static Statement] = &[&USER_MAPPING];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
