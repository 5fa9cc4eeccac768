//! Privileges.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{References, fields};
use crate::{Grantee, ObjectId, ObjectKind, PrivilegeName, Why};

/// What one grantee may do with an object, where that is not what PostgreSQL gives by default (`acldefault()`, or
/// `pg_init_privs`): nothing to a role, everything to the owner, and to PUBLIC what
/// [`Privilege::public_default`] says. An empty map therefore says something: the default was revoked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Privilege {
    /// Each privilege held, and whether WITH GRANT OPTION. `GRANT` / `REVOKE`.
    pub privileges: BTreeMap<PrivilegeType, bool>,
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
        }
    }
}

impl Privilege {
    /// These privileges, without grant option.
    pub fn new(privileges: impl IntoIterator<Item = PrivilegeType>) -> Self {
        Self { privileges: privileges.into_iter().map(|p| (p, false)).collect() }
    }

    /// Every privilege that there is on objects of this kind, on a server of this major version: what an owner
    /// holds by default. Source: PostgreSQL's documentation, "Privileges", table 5.2.
    pub fn all(kind: ObjectKind, major: u32) -> &'static [PrivilegeType] {
        use PrivilegeType::*;
        match kind {
            ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView if major >= 17 => {
                &[Select, Insert, Update, Delete, Truncate, References, Trigger, Maintain]
            }
            ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView => {
                &[Select, Insert, Update, Delete, Truncate, References, Trigger]
            }
            ObjectKind::Column => &[Select, Insert, Update, References],
            ObjectKind::Sequence => &[Select, Update, Usage],
            ObjectKind::Schema => &[Usage, Create],
            ObjectKind::Enum | ObjectKind::Domain | ObjectKind::CompositeType => &[Usage],
            ObjectKind::Function | ObjectKind::Procedure => &[Execute],
            ObjectKind::Extension
            | ObjectKind::Attribute
            | ObjectKind::DomainConstraint
            | ObjectKind::ColumnDefault
            | ObjectKind::Constraint
            | ObjectKind::Index
            | ObjectKind::Trigger
            | ObjectKind::Policy
            | ObjectKind::Comment
            | ObjectKind::Owner
            | ObjectKind::Privilege => &[],
        }
    }

    /// What PUBLIC holds by default on this object, on a server of this major version.
    pub fn public_default(id: &ObjectId, major: u32) -> &'static [PrivilegeType] {
        use PrivilegeType::*;
        match id.kind() {
            // As `initdb` leaves it; from 15 on without CREATE.
            ObjectKind::Schema if id.own_name() == "public" && major >= 15 => &[Usage],
            ObjectKind::Schema if id.own_name() == "public" => &[Usage, Create],
            ObjectKind::Enum | ObjectKind::Domain | ObjectKind::CompositeType => &[Usage],
            ObjectKind::Function | ObjectKind::Procedure => &[Execute],
            ObjectKind::Schema
            | ObjectKind::Sequence
            | ObjectKind::Table
            | ObjectKind::Column
            | ObjectKind::View
            | ObjectKind::MaterializedView
            | ObjectKind::Extension
            | ObjectKind::Attribute
            | ObjectKind::DomainConstraint
            | ObjectKind::ColumnDefault
            | ObjectKind::Constraint
            | ObjectKind::Index
            | ObjectKind::Trigger
            | ObjectKind::Policy
            | ObjectKind::Comment
            | ObjectKind::Owner
            | ObjectKind::Privilege => &[],
        }
    }
}

fields!(Privilege => PrivilegeField { privileges => Privileges });

impl References for Privilege {
    type Id = PrivilegeName;
    fn visit(&self, _: &PrivilegeName, _: &mut dyn FnMut(ObjectId, Why)) {}
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
