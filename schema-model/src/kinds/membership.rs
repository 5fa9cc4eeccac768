//! Memberships of roles in roles.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, is_default, no_privileges};
use crate::{MembershipName, ObjectId, Why};

/// That a role is a member of another one, from `pg_auth_members`; not where both are roles that the cluster is made with, nor
/// the one that PostgreSQL 16 and newer give of themselves to who makes a role without being a superuser (ADMIN OPTION alone,
/// granted by the bootstrap superuser).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Membership {
    /// `admin_option`: the member may grant the membership to others. `WITH ADMIN OPTION`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub admin: bool,
    /// `inherit_option` (16+): the member has the role's privileges without SET ROLE. `WITH INHERIT`. Up to 15 that is
    /// not the membership's to say but the member's ([`Role::no_inherit`](crate::Role)), and true here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inherit: bool,
    /// `set_option` (16+): the member may SET ROLE to it. `WITH SET`. Up to 15 it always may.
    #[serde(default, skip_serializing_if = "is_default")]
    pub set: bool,
}

impl Membership {
    /// The first major version where a membership says whether it is inherited, and whether the member may SET ROLE.
    pub const OPTIONS_SINCE: u32 = 16;

    /// As `GRANT role TO member` makes it for a member that inherits.
    pub fn new() -> Self {
        Self { admin: false, inherit: true, set: true }
    }
}

impl Default for Membership {
    fn default() -> Self {
        Self::new()
    }
}

fields!(Membership => MembershipField { admin => Admin, inherit => Inherit, set => Set });

impl References for Membership {
    type Id = MembershipName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    /// None: it goes with either of the two roles.
    fn parents(_: &MembershipName) -> Vec<ObjectId> {
        Vec::new()
    }

    no_privileges!();

    fn visit(&self, id: &MembershipName, sink: &mut dyn FnMut(ObjectId, Why)) {
        sink(ObjectId::Role(id.role.clone()), Why::Auto);
        sink(ObjectId::Role(id.member.clone()), Why::Auto);
        if let Some(grantor) = &id.grantor {
            sink(ObjectId::Role(grantor.clone()), Why::Normal);
            // Who grants it may do so by a membership of its own, with ADMIN OPTION.
            let own = MembershipName::new(id.role.clone(), grantor.clone());
            sink(ObjectId::Membership(own), Why::Normal);
        }
    }
}
