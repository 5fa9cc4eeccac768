//! Operator classes.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{FamilyFunction, FamilyOperator, NameSpace, References, fields, is_default, no_privileges};
use crate::{MethodName, ObjectId, QualifiedName, SqlText, Why};

/// An operator class, from `pg_opclass`, with what in `pg_amop` and `pg_amproc` belongs to it. PostgreSQL changes none of these
/// fields: the class is replaced, with the indexes that stand on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OperatorClass {
    /// `opcintype`.
    #[serde(rename = "type")]
    pub type_name: SqlText,
    /// `opcfamily`, of the same access method.
    pub family: QualifiedName,
    /// `opcdefault`: used for the type where none is named.
    #[serde(default, skip_serializing_if = "is_default")]
    pub default: bool,
    /// `opckeytype`, where an index stores another type than the one that is indexed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage: Option<SqlText>,
    /// `pg_amop`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub operators: BTreeSet<FamilyOperator>,
    /// `pg_amproc`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub functions: BTreeSet<FamilyFunction>,
}

impl OperatorClass {
    /// A class of a family, without members.
    pub fn new(type_name: impl Into<SqlText>, family: QualifiedName) -> Self {
        Self {
            type_name: type_name.into(),
            family,
            default: false,
            storage: None,
            operators: BTreeSet::new(),
            functions: BTreeSet::new(),
        }
    }
}

fields!(OperatorClass => OperatorClassField {
    type_name => Type, family => Family, default => Default, storage => Storage, operators => Operators,
    functions => Functions,
});

impl References for OperatorClass {
    type Id = MethodName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(id: &MethodName) -> Vec<ObjectId> {
        vec![ObjectId::Schema(id.schema.clone())]
    }

    no_privileges!();

    fn visit(&self, id: &MethodName, sink: &mut dyn FnMut(ObjectId, Why)) {
        let QualifiedName { schema, name } = self.family.clone();
        sink(ObjectId::OperatorFamily(MethodName { schema, name, method: id.method.clone() }), Why::Auto);
    }
}
