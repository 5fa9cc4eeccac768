//! Attributes of composite types.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{MemberName, ObjectId, SqlText, Why};

/// An attribute of a composite type, from `pg_attribute`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Attribute {
    /// `format_type(atttypid, atttypmod)`. Altered in place while no table column uses the type.
    #[serde(rename = "type")]
    pub type_name: SqlText,
    /// `attcollation` as a qualified, quoted name, where it is not the type's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<SqlText>,
    /// The attribute's rank among those that stand, from 1. Metadata: an added attribute comes last, whatever
    /// the other side's order.
    pub position: u32,
}

impl Attribute {
    /// An attribute of this type.
    pub fn new(type_name: impl Into<SqlText>, position: u32) -> Self {
        Self { type_name: type_name.into(), collation: None, position }
    }
}

fields!(Attribute => AttributeField { type_name => Type, collation => Collation } metadata { position });

impl References for Attribute {
    type Id = MemberName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &MemberName) -> Vec<ObjectId> {
        vec![ObjectId::CompositeType(id.parent())]
    }

    no_privileges!();

    fn visit(&self, _: &MemberName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
