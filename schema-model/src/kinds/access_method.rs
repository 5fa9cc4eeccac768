//! Access methods.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{Name, ObjectId, QualifiedName, Why};

/// An access method of tables or indexes, from `pg_am`. It has no owner. PostgreSQL changes none of these fields: the method is
/// replaced, which it refuses while a table stands on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AccessMethod {
    /// `amtype`.
    #[serde(rename = "type")]
    pub method_type: AccessMethodType,
    /// `amhandler`.
    pub handler: QualifiedName,
}

/// `pg_am.amtype`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccessMethodType {
    /// `t`
    Table,
    /// `i`
    Index,
}

impl AccessMethod {
    /// An access method.
    pub fn new(method_type: AccessMethodType, handler: QualifiedName) -> Self {
        Self { method_type, handler }
    }
}

fields!(AccessMethod => AccessMethodField { method_type => Type, handler => Handler });

impl References for AccessMethod {
    type Id = Name;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &Name) -> Vec<ObjectId> {
        vec![]
    }

    no_privileges!();

    fn visit(&self, _: &Name, _: &mut dyn FnMut(ObjectId, Why)) {}
}
