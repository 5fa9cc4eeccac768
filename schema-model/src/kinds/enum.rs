//! Enum types.

use serde::{Deserialize, Serialize};

use super::{NameSpace, PrivilegeType, References, fields};
use crate::{Name, ObjectId, QualifiedName, Why};

/// An enum type, from `pg_type` (`typtype` `e`) and `pg_enum`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EnumType {
    /// `enumlabel`s in `enumsortorder`. New ones are added in place; a removed or reordered one needs a new type.
    pub labels: Vec<Name>,
}

impl EnumType {
    /// An enum with these labels.
    pub fn new<T: Into<Name>>(labels: impl IntoIterator<Item = T>) -> Self {
        Self { labels: labels.into_iter().map(Into::into).collect() }
    }
}

fields!(EnumType => EnumTypeField { labels => Labels });

impl References for EnumType {
    type Id = QualifiedName;
    const NAME_SPACE: NameSpace = NameSpace::Type;

    fn parents(id: &QualifiedName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    fn privileges(_: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Usage]
    }

    fn public_privileges(_: &QualifiedName, _: u32) -> &'static [PrivilegeType] {
        &[PrivilegeType::Usage]
    }

    fn visit(&self, _: &QualifiedName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
