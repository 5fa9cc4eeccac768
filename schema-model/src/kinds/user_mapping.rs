//! User mappings.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{NameSpace, Options, References, fields, is_default, no_privileges};
use crate::{Name, ObjectId, PartName, Why};

/// As whom a role, or everybody (`public`, which no role can be called), is known on a foreign server; from
/// `pg_user_mappings`. Its id is made of the server's name and the role's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct UserMapping {
    /// `umoptions`, without those in `secrets`. `ALTER USER MAPPING … OPTIONS`. PostgreSQL shows them to superusers, to the
    /// role itself, and of `public` to the server's owner.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
    /// The names of the options whose values are secret: see [`is_secret_option`](crate::is_secret_option). Metadata.
    #[serde(default, skip_serializing_if = "is_default")]
    pub secrets: BTreeSet<Name>,
}

impl UserMapping {
    /// A mapping without options.
    pub fn new() -> Self {
        Self::default()
    }
}

fields!(UserMapping => UserMappingField { options => Options } metadata { secrets });

impl References for UserMapping {
    type Id = PartName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &PartName) -> Vec<ObjectId> {
        vec![ObjectId::ForeignServer(id.parent.clone())]
    }

    no_privileges!();

    fn visit(&self, id: &PartName, sink: &mut dyn FnMut(ObjectId, Why)) {
        // `public` is no role, and no role can be called so.
        sink(ObjectId::Role(id.name.clone()), Why::Normal);
    }
}
