//! Composite types.

use serde::{Deserialize, Serialize};

use super::{NameSpace, PrivilegeType, References, fields};
use crate::{ObjectId, QualifiedName, Why};

/// A free-standing composite type, from `pg_type` (`typtype` `c`) whose `pg_class` row has `relkind` `c`. Its
/// attributes are objects of their own; the row types of tables and views are not composite types here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CompositeType {}

impl CompositeType {
    /// A composite type.
    pub fn new() -> Self {
        Self {}
    }
}

fields!(CompositeType => CompositeTypeField {});

impl References for CompositeType {
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
