//! Roles.

use serde::{Deserialize, Serialize};

use super::{NameSpace, Options, References, fields, is_default, is_unlimited, no_privileges, unlimited};
use crate::{Name, ObjectId, SqlText, Why};

/// A role of the cluster, from `pg_roles` and `pg_db_role_setting`; not those that the cluster is made with (the bootstrap
/// superuser, `pg_monitor` and their like). Its password (`pg_authid.rolpassword`) is a secret and never read: a role that is
/// made from the model has none, and one that is altered keeps its own. A [`Selector`](crate::Selector) selects what is the
/// cluster's only where a rule says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Role {
    /// `rolsuper`. `SUPERUSER`, `NOSUPERUSER`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub superuser: bool,
    /// `rolcreaterole`. `CREATEROLE`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub create_role: bool,
    /// `rolcreatedb`. `CREATEDB`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub create_database: bool,
    /// Not `rolinherit`: it uses the privileges of the roles that it is a member of only after SET ROLE. `NOINHERIT`. From 16 on
    /// that is only what new memberships begin with: see [`Membership::inherit`](crate::Membership).
    #[serde(default, skip_serializing_if = "is_default")]
    pub no_inherit: bool,
    /// `rolcanlogin`. `LOGIN`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub login: bool,
    /// `rolreplication`. `REPLICATION`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub replication: bool,
    /// `rolbypassrls`. `BYPASSRLS`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub bypass_row_security: bool,
    /// `rolconnlimit`: how many sessions it may have; -1 is any number. `CONNECTION LIMIT`.
    #[serde(default = "unlimited", skip_serializing_if = "is_unlimited")]
    pub connection_limit: i32,
    /// `rolvaliduntil`: when its password ceases to be valid, in UTC; none is never, which `infinity` says too. `VALID UNTIL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<SqlText>,
    /// `pg_db_role_setting.setconfig` in all databases: what its sessions begin with. `ALTER ROLE … SET` / `RESET`. What holds in
    /// one database is a [`RoleSetting`](crate::RoleSetting).
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub settings: Options,
}

impl Role {
    /// As `CREATE ROLE` makes one.
    pub fn new() -> Self {
        Self {
            superuser: false,
            create_role: false,
            create_database: false,
            no_inherit: false,
            login: false,
            replication: false,
            bypass_row_security: false,
            connection_limit: unlimited(),
            valid_until: None,
            settings: Options::new(),
        }
    }
}

impl Default for Role {
    fn default() -> Self {
        Self::new()
    }
}

fields!(Role => RoleField {
    superuser => Superuser,
    create_role => CreateRole,
    create_database => CreateDatabase,
    no_inherit => NoInherit,
    login => Login,
    replication => Replication,
    bypass_row_security => BypassRowSecurity,
    connection_limit => ConnectionLimit,
    valid_until => ValidUntil,
    settings => Settings,
});

impl References for Role {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        Vec::new()
    }

    no_privileges!();

    fn visit(&self, _: &Name, _: &mut dyn FnMut(ObjectId, Why)) {}
}
