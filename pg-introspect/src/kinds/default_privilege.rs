//! Default privileges: `pg_default_acl`.

use schema_model::{DefaultPrivilege, DefaultPrivilegeName, DefaultPrivilegeObjects};

use super::{Read, privilege};
use crate::Error;
use crate::build::Builder;
use crate::catalog::Catalog;
use crate::catalog::entry::Ownership;
use crate::intern::Oid;
use crate::row::Row;
use crate::statement::{Statement, statement};

const DEFAULT_PRIVILEGE: Statement = statement!(Texts, "default_privilege", decode);
/// The oid of `pg_default_acl`.
const CLASS: Oid = 826;

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let role = catalog.interner.name(row.text()?);
    let schema = row.optional()?.map(|name| catalog.interner.name(name));
    let letter = row.letter()?;
    let objects = DefaultPrivilegeObjects::ALL.iter().find(|objects| objects.letter() == letter);
    let objects = *objects.ok_or_else(|| row.fault(format!("defaclobjtype `{letter}`")))?;
    let now = privilege::grants(row.text()?, &role)?;
    let default = privilege::grants(row.text()?, &role)?;
    for ((grantee, _), held) in privilege::differences(&now, &default) {
        let name = DefaultPrivilegeName { role: role.clone(), objects, grantee, schema: schema.clone() };
        let mut payload = DefaultPrivilege::new([]);
        payload.privileges = held;
        catalog.enter((CLASS, oid), name, Ownership::default(), payload);
    }
    Ok(())
}

impl Read for DefaultPrivilege {
    const STATEMENTS: &'static [&'static Statement] = &[&DEFAULT_PRIVILEGE];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        catalog.build_entries::<Self>(out);
        Ok(())
    }
}
