//! Foreign servers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{NameSpace, Options, PrivilegeType, References, fields, is_default};
use crate::{Name, ObjectId, SqlText, Why};

/// A foreign server, from `pg_foreign_server`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ForeignServer {
    /// `srvfdw`. PostgreSQL can't change it: the server is replaced.
    pub wrapper: Name,
    /// `srvtype`: what the wrapper makes of it. PostgreSQL can't change it: the server is replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_type: Option<SqlText>,
    /// `srvversion`: what the wrapper makes of it. `ALTER SERVER … VERSION`, which can't take it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<SqlText>,
    /// `srvoptions`, without those in `secrets`. `ALTER SERVER … OPTIONS`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Options,
    /// The names of the options whose values are secret: see [`is_secret_option`](crate::is_secret_option). Metadata.
    #[serde(default, skip_serializing_if = "is_default")]
    pub secrets: BTreeSet<Name>,
}

impl ForeignServer {
    /// A server that is reached through this wrapper.
    pub fn new(wrapper: impl Into<Name>) -> Self {
        Self {
            wrapper: wrapper.into(),
            server_type: None,
            version: None,
            options: Options::new(),
            secrets: BTreeSet::new(),
        }
    }
}

fields!(ForeignServer => ForeignServerField {
    wrapper => Wrapper, server_type => ServerType, version => Version, options => Options,
} metadata { secrets });

impl References for ForeignServer {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        vec![]
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Usage]
    }

    fn public_privileges(_: &Name, _: u32) -> &'static [PrivilegeType] {
        &[]
    }

    fn visit(&self, _: &Name, sink: &mut dyn FnMut(ObjectId, Why)) {
        sink(ObjectId::ForeignDataWrapper(self.wrapper.clone()), Why::Normal);
    }
}
