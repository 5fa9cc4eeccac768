//! Configuration parameters that something is granted on.

use serde::{Deserialize, Serialize};

use super::{NameSpace, PrivilegeType, References, fields};
use crate::{Name, ObjectId, Why};

/// A configuration parameter of the server that somebody was granted a privilege on, from `pg_parameter_acl` (15+). It is there
/// as long as something is granted on it, and has no owner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Parameter {}

impl Parameter {
    /// A parameter.
    pub fn new() -> Self {
        Self::default()
    }
}

fields!(Parameter => ParameterField {});

impl References for Parameter {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        Vec::new()
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Set, PrivilegeType::AlterSystem]
    }

    fn public_privileges(_: &Name, _: u32) -> &'static [PrivilegeType] {
        &[]
    }

    fn visit(&self, _: &Name, _: &mut dyn FnMut(ObjectId, Why)) {}
}
