//! Transforms between a type and a language.

use serde::{Deserialize, Serialize};

use super::{NameSpace, References, fields, no_privileges};
use crate::{ObjectId, QualifiedName, TransformName, Why};

/// A transform, from `pg_transform`. It is in no schema and has no owner. Both fields are changed by `CREATE OR REPLACE TRANSFORM`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Transform {
    /// `trffromsql`; it takes an `internal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_sql: Option<QualifiedName>,
    /// `trftosql`; it takes an `internal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_sql: Option<QualifiedName>,
}

impl Transform {
    /// A transform with these functions, of which PostgreSQL wants one at least.
    pub fn new(from_sql: Option<QualifiedName>, to_sql: Option<QualifiedName>) -> Self {
        Self { from_sql, to_sql }
    }
}

fields!(Transform => TransformField { from_sql => FromSql, to_sql => ToSql });

impl References for Transform {
    type Id = TransformName;
    const NAME_SPACE: NameSpace = NameSpace::Other;

    fn parents(_: &TransformName) -> Vec<ObjectId> {
        vec![]
    }

    no_privileges!();

    fn visit(&self, _: &TransformName, _: &mut dyn FnMut(ObjectId, Why)) {}
}
