//! What sessions of a role in the database begin with.

use serde::{Deserialize, Serialize};

use super::{Database, NameSpace, Options, References, fields, no_privileges};
use crate::{Name, ObjectId, Why};

/// The settings of a role in the database, from `pg_db_role_setting`; its id is the role's name. Like the
/// [`Database`](crate::Database), it counts only where a rule of a [`Selector`](crate::Selector) names one of the two kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RoleSetting {
    /// `setconfig`: never empty. `ALTER ROLE … IN DATABASE … SET` / `RESET`.
    pub settings: Options,
}

impl RoleSetting {
    /// These settings.
    pub fn new(settings: Options) -> Self {
        Self { settings }
    }
}

fields!(RoleSetting => RoleSettingField { settings => Settings });

impl References for RoleSetting {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        vec![ObjectId::Database(Database::current())]
    }

    no_privileges!();

    fn visit(&self, role: &Name, sink: &mut dyn FnMut(ObjectId, Why)) {
        sink(ObjectId::Role(role.clone()), Why::Auto);
    }
}
