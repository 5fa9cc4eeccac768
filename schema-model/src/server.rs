//! Facts about the server a schema was read from.

use serde::{Deserialize, Serialize};

use crate::Name;

/// Facts about the server. None of them counts when two schemas are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Server {
    /// `server_version_num`: 170005 is 17.5.
    pub version_num: u32,
    /// The database's name, from `current_database()`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database: Option<Name>,
    /// The database's encoding, e.g. `UTF8`, from `server_encoding`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Name>,
    /// Whether what the databases of the cluster share was read along: where it was not, that there are no roles says nothing.
    #[serde(default, skip_serializing_if = "crate::kinds::is_default")]
    pub cluster: bool,
}

impl Server {
    /// A server of this `server_version_num`.
    pub fn new(version_num: u32) -> Self {
        Self { version_num, database: None, encoding: None, cluster: false }
    }

    /// The major version: 17 for 170005.
    pub fn major(&self) -> u32 {
        self.version_num / 10_000
    }
}
