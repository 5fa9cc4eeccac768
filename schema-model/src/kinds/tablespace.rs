//! Tablespaces.

use serde::{Deserialize, Serialize};

use super::{NameSpace, Options, PrivilegeType, References, fields, is_default};
use crate::{Name, ObjectId, SqlText, Why};

/// A tablespace of the cluster, from `pg_tablespace`; not `pg_default` and `pg_global`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Tablespace {
    /// `pg_tablespace_location()`: the directory on the server, empty for one inside of the data directory
    /// (`allow_in_place_tablespaces`). PostgreSQL can't move it, and copies differ in it for good reasons: it is reported.
    pub location: SqlText,
    /// `spcoptions`, e.g. `random_page_cost`. `ALTER TABLESPACE … SET` / `RESET`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
}

impl Tablespace {
    /// A tablespace in this directory.
    pub fn new(location: impl Into<SqlText>) -> Self {
        Self { location: location.into(), options: Options::new() }
    }
}

fields!(Tablespace => TablespaceField { location => Location, options => Options });

impl References for Tablespace {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        Vec::new()
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Create]
    }

    fn public_privileges(_: &Name, _: u32) -> &'static [PrivilegeType] {
        &[]
    }

    fn visit(&self, _: &Name, _: &mut dyn FnMut(ObjectId, Why)) {}
}
