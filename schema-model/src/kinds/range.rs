//! Range types.

use serde::{Deserialize, Serialize};

use super::{NameSpace, PrivilegeType, References, fields};
use crate::{ObjectId, QualifiedName, SqlText, Why};

/// A range type, from `pg_type` (`typtype` `r`) and `pg_range`. Its multirange type, the functions that make values of both, and
/// the cast between them come and go with it. PostgreSQL changes none of these fields: the type is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RangeType {
    /// `format_type(rngsubtype, NULL)`.
    pub subtype: SqlText,
    /// `rngsubopc` as a qualified, quoted name, where it is not the subtype's own for `btree`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator_class: Option<SqlText>,
    /// `rngcollation` as a qualified, quoted name, where it is not the subtype's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<SqlText>,
    /// `rngcanonical`: the function that brings values into one form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical: Option<QualifiedName>,
    /// `rngsubdiff`: the function that tells how far two values are apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtype_diff: Option<QualifiedName>,
    /// The name of `rngmultitypid`.
    pub multirange: QualifiedName,
}

impl RangeType {
    /// Ranges of a subtype with its usual order.
    pub fn new(subtype: impl Into<SqlText>, multirange: QualifiedName) -> Self {
        Self {
            subtype: subtype.into(),
            operator_class: None,
            collation: None,
            canonical: None,
            subtype_diff: None,
            multirange,
        }
    }
}

fields!(RangeType => RangeTypeField {
    subtype => Subtype, operator_class => OperatorClass, collation => Collation, canonical => Canonical,
    subtype_diff => SubtypeDiff, multirange => Multirange,
});

impl References for RangeType {
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
