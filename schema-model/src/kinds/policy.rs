//! Row-level security policies.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, is_default, no_privileges};
use crate::{Grantee, MemberName, ObjectId, SqlText, Why};

/// A policy of a table, from `pg_policy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Policy {
    /// `polcmd`. PostgreSQL can't change it: the policy is replaced.
    #[serde(default, skip_serializing_if = "is_default")]
    pub command: PolicyCommand,
    /// Not `polpermissive`. PostgreSQL can't change it: the policy is replaced.
    #[serde(default, skip_serializing_if = "is_default")]
    pub restrictive: bool,
    /// `polroles`. `ALTER POLICY … TO`.
    pub roles: BTreeSet<Grantee>,
    /// `pg_get_expr(polqual, polrelid)`. Changed in place; taking it away replaces the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub using: Option<SqlText>,
    /// `pg_get_expr(polwithcheck, polrelid)`. Changed in place; taking it away replaces the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with_check: Option<SqlText>,
}

/// `pg_policy.polcmd`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PolicyCommand {
    /// `*`
    #[default]
    All,
    /// `r`
    Select,
    /// `a`
    Insert,
    /// `w`
    Update,
    /// `d`
    Delete,
}

impl Policy {
    /// A permissive policy for everybody, without expressions.
    pub fn new(command: PolicyCommand) -> Self {
        Self {
            command,
            restrictive: false,
            roles: BTreeSet::from([Grantee::Public]),
            using: None,
            with_check: None,
        }
    }
}

fields!(Policy => PolicyField {
    command => Command, restrictive => Restrictive, roles => Roles, using => Using, with_check => WithCheck,
});

impl References for Policy {
    type Id = MemberName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &MemberName) -> Vec<ObjectId> {
        vec![ObjectId::Table(id.parent())]
    }

    no_privileges!();

    fn visit(&self, _: &MemberName, sink: &mut dyn FnMut(ObjectId, Why)) {
        for role in self.roles.iter().filter_map(Grantee::role) {
            sink(ObjectId::Role(role.clone()), Why::Normal);
        }
    }
}
