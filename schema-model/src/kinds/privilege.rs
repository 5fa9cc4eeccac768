//! Privileges.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{Grantee, ObjectId, PrivilegeName, Why};

/// What one grantee may do with an object, where that is not what PostgreSQL gives by default (`acldefault()`, or
/// `pg_init_privs`): nothing to a role, everything to the owner, and to PUBLIC what
/// [`ObjectId::public_privileges`] says. An empty map therefore says something: the default was revoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Privilege {
    /// Each privilege held, and whether WITH GRANT OPTION. `GRANT` / `REVOKE`.
    pub privileges: BTreeMap<PrivilegeType, bool>,
    /// On a member of an extension, or on what came with PostgreSQL (`pg_catalog.pg_read_file(text)`), neither of which is an object
    /// here: what the grantee holds by the extension's script or from the beginning (`pg_init_privs`, or else `acldefault()`), where
    /// that was changed. Metadata.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial: Option<BTreeMap<PrivilegeType, bool>>,
}

/// A privilege, as an ACL has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PrivilegeType {
    /// `r`
    Select,
    /// `a`
    Insert,
    /// `w`
    Update,
    /// `d`
    Delete,
    /// `D`
    Truncate,
    /// `x`
    References,
    /// `t`
    Trigger,
    /// `m` (17+)
    Maintain,
    /// `X`
    Execute,
    /// `U`
    Usage,
    /// `C`
    Create,
    /// `c`
    Connect,
    /// `T`
    Temporary,
    /// `s` (15+)
    Set,
    /// `A` (15+)
    AlterSystem,
}

impl PrivilegeType {
    /// Every privilege.
    pub const ALL: &'static [Self] = &[
        Self::Select,
        Self::Insert,
        Self::Update,
        Self::Delete,
        Self::Truncate,
        Self::References,
        Self::Trigger,
        Self::Maintain,
        Self::Execute,
        Self::Usage,
        Self::Create,
        Self::Connect,
        Self::Temporary,
        Self::Set,
        Self::AlterSystem,
    ];

    /// The letter in an `aclitem`.
    pub fn letter(self) -> char {
        match self {
            Self::Select => 'r',
            Self::Insert => 'a',
            Self::Update => 'w',
            Self::Delete => 'd',
            Self::Truncate => 'D',
            Self::References => 'x',
            Self::Trigger => 't',
            Self::Maintain => 'm',
            Self::Execute => 'X',
            Self::Usage => 'U',
            Self::Create => 'C',
            Self::Connect => 'c',
            Self::Temporary => 'T',
            Self::Set => 's',
            Self::AlterSystem => 'A',
        }
    }

    /// The privilege with this letter.
    pub fn from_letter(letter: char) -> Option<Self> {
        Self::ALL.iter().copied().find(|p| p.letter() == letter)
    }

    /// The word in GRANT and REVOKE.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Select => "SELECT",
            Self::Insert => "INSERT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
            Self::Truncate => "TRUNCATE",
            Self::References => "REFERENCES",
            Self::Trigger => "TRIGGER",
            Self::Maintain => "MAINTAIN",
            Self::Execute => "EXECUTE",
            Self::Usage => "USAGE",
            Self::Create => "CREATE",
            Self::Connect => "CONNECT",
            Self::Temporary => "TEMPORARY",
            Self::Set => "SET",
            Self::AlterSystem => "ALTER SYSTEM",
        }
    }
}

impl PrivilegeType {
    /// What there is on tables, views and materialized views. MAINTAIN: since 17.
    pub(crate) fn of_relations(major: u32) -> &'static [Self] {
        let all = &[
            Self::Select,
            Self::Insert,
            Self::Update,
            Self::Delete,
            Self::Truncate,
            Self::References,
            Self::Trigger,
            Self::Maintain,
        ];
        if major >= 17 { all } else { &all[..7] }
    }
}

impl Privilege {
    /// These privileges, without grant option.
    pub fn new(privileges: impl IntoIterator<Item = PrivilegeType>) -> Self {
        Self { privileges: privileges.into_iter().map(|p| (p, false)).collect(), initial: None }
    }
}

fields!(Privilege => PrivilegeField { privileges => Privileges } metadata { initial });

impl References for Privilege {
    type Id = PrivilegeName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &PrivilegeName) -> Vec<ObjectId> {
        vec![id.target.id().clone()]
    }

    no_privileges!();

    fn visit(&self, id: &PrivilegeName, sink: &mut dyn FnMut(ObjectId, Why)) {
        for role in id.grantee.role().into_iter().chain(&id.grantor) {
            sink(ObjectId::Role(role.clone()), Why::Normal);
        }
    }
}

impl Grantee {
    /// The role's name; `None` is PUBLIC or the owner.
    pub fn role(&self) -> Option<&crate::Name> {
        match self {
            Self::Public | Self::Owner => None,
            Self::Role(name) => Some(name),
        }
    }
}
