//! The database.

use serde::{Deserialize, Serialize};

use super::{NameSpace, Options, PrivilegeType, References, fields, is_unlimited, unlimited};
use crate::{Name, ObjectId, Why};

/// What is said of the database itself, from `pg_database` and `pg_db_role_setting`. There is one; its name differs between
/// copies and is no part of it: its id is `database:current`, whatever it is called. Copies differ in all of this for good
/// reasons, and `pg_dump` says nothing of it without `--create`: a [`Selector`](crate::Selector) selects it only where a rule
/// names the kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Database {
    /// `pg_db_role_setting.setconfig` for all roles: what sessions begin with. `ALTER DATABASE … SET` / `RESET`.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub settings: Options,
    /// `datconnlimit`: how many sessions there may be; -1 is any number. `ALTER DATABASE … CONNECTION LIMIT`.
    #[serde(default = "unlimited", skip_serializing_if = "is_unlimited")]
    pub connection_limit: i32,
}

impl Database {
    /// As a new one is.
    pub fn new() -> Self {
        Self { settings: Options::new(), connection_limit: unlimited() }
    }

    /// The name that stands for the database's own in ids.
    pub fn current() -> Name {
        Name::from("current")
    }
}

impl Default for Database {
    fn default() -> Self {
        Self::new()
    }
}

fields!(Database => DatabaseField { settings => Settings, connection_limit => ConnectionLimit });

impl References for Database {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        Vec::new()
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Create, PrivilegeType::Connect, PrivilegeType::Temporary]
    }

    fn public_privileges(_: &Name, _: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Connect, PrivilegeType::Temporary]
    }

    fn visit(&self, _: &Name, _: &mut dyn FnMut(ObjectId, Why)) {}
}
