//! Memberships of roles in roles: `pg_auth_members`.

use schema_model::{Membership, MembershipName};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::Catalog;
use crate::intern::Oid;
use crate::row::Row;
use crate::statement::{Statement, statement};

const MEMBERSHIP: Statement = statement!(Texts, "membership", decode, extent: Cluster);

/// A row, of which only newer servers have a number.
pub(crate) struct MembershipRow {
    role: Oid,
    member: Oid,
    grantor: Option<Oid>,
    membership: Membership,
}

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let (role, member, grantor) = (row.oid()?, row.oid()?, row.oid()?);
    let mut membership = Membership::new();
    membership.admin = row.flag()?;
    membership.inherit = row.flag()?;
    membership.set = row.flag()?;
    let grantor = (grantor != 0).then_some(grantor);
    catalog.memberships.push(MembershipRow { role, member, grantor, membership });
    Ok(())
}

impl Read for Membership {
    const STATEMENTS: &'static [&'static Statement] = &[&MEMBERSHIP];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in &catalog.memberships {
            let id = MembershipName {
                grantor: row.grantor.map(|oid| catalog.role(oid)),
                ..MembershipName::new(catalog.role(row.role), catalog.role(row.member))
            };
            out.insert(id, row.membership.clone());
        }
        Ok(())
    }
}
